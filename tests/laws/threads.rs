//! The law of threads: however many there are, the bytes are the same.

use std::path::Path;

use tearsheet::build::Caching;

use crate::kit::{DEFAULT, tree};
use crate::project::{Project, published, same};

/// The sample publication: everything that a site can have.
#[test]
fn any_number_of_threads_writes_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let below = |folder: &str| {
        let files = tree(&root.join(folder)).into_iter();
        files.map(|(path, bytes)| (format!("{folder}/{path}"), bytes)).collect::<Vec<_>>()
    };
    let toml = std::fs::read(root.join("site.toml")).unwrap();
    let files = below("content").into_iter().chain(below("static")).chain(below("policies"));
    let mut project = Project::new(files.chain([("site.toml".to_owned(), toml)]));
    project.site.request.theme = DEFAULT;
    project.site.request.caching = Caching::Off;
    let mut trees = [1, 2, 7].into_iter().map(|threads| {
        let twin = project.twin();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(16 << 20).build().unwrap();
        let outcome = pool.install(|| twin.build());
        assert_eq!(outcome.status, 0, "{}", outcome.problems);
        (outcome.problems, published(&twin))
    });
    let (problems, first) = trees.next().unwrap();
    for (other, tree) in trees {
        assert_eq!(problems, other);
        same(&first, &tree);
    }
}
