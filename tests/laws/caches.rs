//! The laws of the cache: whatever becomes of it, a build comes to the same and says nothing of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Barrier;

use proptest::prelude::*;
use tearsheet::build::Caching;
use tearsheet::digest::Digest;
use tearsheet::output::MANIFEST;

use crate::kit::{OUTPUT, tree};
use crate::project::{Project, published, same};

const CACHE: &str = ".tearsheet";

/// What is done to a file of the cache.
#[derive(Clone, Copy, Debug)]
enum Damage {
    Truncate(prop::sample::Index),
    Flip(prop::sample::Index),
    Garbage,
    Empty,
    Delete,
    /// A folder takes its place.
    Folder,
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Damage::Truncate),
        any::<prop::sample::Index>().prop_map(Damage::Flip),
        Just(Damage::Garbage),
        Just(Damage::Empty),
        Just(Damage::Delete),
        Just(Damage::Folder),
    ]
}

fn project() -> Project {
    let article = |number: usize| {
        let text = format!(
            "---\ntitle: A{number}\ndate: 2026-01-01\ntags: [t{number}]\n---\nText {number}.\n\n## FAQ\n\n### Why {number}?\n\nSo.\n"
        );
        (format!("content/a{number}.md"), text.into_bytes())
    };
    let toml = b"title = \"Caches\"\nbase_url = \"https://caches.example/\"\n".to_vec();
    Project::new((0..6).map(article).chain([("site.toml".to_owned(), toml)]))
}

/// A small change, so that not all of the cache is of use.
fn change(project: &mut Project, number: usize) {
    let text = format!("---\ntitle: B{number}\ndate: 2026-01-02\n---\nOther text.\n");
    project.write(&format!("content/a{}.md", number % 6), text);
}

fn spoil(folder: &Path, file: prop::sample::Index, damage: Damage) {
    let files: Vec<String> = tree(folder).into_keys().collect();
    let Some(path) = (!files.is_empty()).then(|| folder.join(&files[file.index(files.len())])) else {
        return;
    };
    let mut bytes = fs::read(&path).unwrap();
    match damage {
        Damage::Truncate(at) => bytes.truncate(at.index(bytes.len().max(1))),
        Damage::Flip(at) if !bytes.is_empty() => {
            let at = at.index(bytes.len() * 8);
            bytes[at / 8] ^= 1 << (at % 8);
        }
        Damage::Garbage => bytes = b"something else altogether, and longer than a seal has to be".to_vec(),
        Damage::Empty | Damage::Flip(_) => bytes.clear(),
        Damage::Delete | Damage::Folder => {}
    }
    fs::remove_file(&path).unwrap();
    match damage {
        Damage::Delete => {}
        Damage::Folder => fs::create_dir_all(path.join("inside")).unwrap(),
        _ => fs::write(&path, bytes).unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_cache_makes_no_difference(
        steps in prop::collection::vec((any::<prop::sample::Index>(), damage(), any::<bool>()), 1..5),
    ) {
        let mut project = project();
        project.build();
        for (number, (file, damage, output_too)) in steps.into_iter().enumerate() {
            change(&mut project, number);
            spoil(&project.site.path(CACHE), file, damage);
            if output_too {
                fs::remove_dir_all(project.site.path(OUTPUT)).unwrap();
            }
            project.build();
        }
    }
}

#[test]
fn a_cache_that_cannot_be_written_makes_no_difference() {
    let mut project = project();
    project.site.build();
    let folder = project.site.path(CACHE);
    let mut permissions = fs::metadata(&folder).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&folder, permissions.clone()).unwrap();
    change(&mut project, 1);
    project.build().clean();
    #[expect(clippy::permissions_set_readonly_false, reason = "it goes with its parent, which is private")]
    permissions.set_readonly(false);
    fs::set_permissions(&folder, permissions).unwrap();
    // Not even the permissions of the super-user make a folder of a file.
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "a file").unwrap();
    for number in 2..4 {
        change(&mut project, number);
        project.build().clean();
    }
    assert_eq!(fs::read(&folder).unwrap(), b"a file");
}

#[test]
fn the_cache_of_another_program_makes_no_difference() {
    let mut project = project();
    for program in ["this", "that", "this"] {
        project.site.request.program = Digest::of(program);
        change(&mut project, program.len());
        project.build().clean();
    }
}

#[test]
fn a_cache_that_is_only_read_stays_as_it_is() {
    let mut project = project();
    project.build();
    let before = tree(&project.site.path(CACHE));
    assert!(!before.is_empty());
    change(&mut project, 1);
    for caching in [Caching::ReadOnly, Caching::Off] {
        project.site.request.caching = caching;
        project.build().clean();
        assert_eq!(tree(&project.site.path(CACHE)), before);
    }
}

#[test]
fn the_cache_stays_small_and_complete() {
    let mut project = project();
    for number in 0..24 {
        let text = format!("---\ntitle: A\ndate: 2026-01-01\n---\nText {number}.\n");
        project.write("content/a0.md", text);
        assert_eq!(project.site.build().status, 0);
        let files = tree(&project.site.path(CACHE));
        assert!(files.len() <= 2 * 9 + 2, "{:?}", files.keys());
        assert_eq!(project.site.build().status, 0);
        let mut again = tree(&project.site.path(CACHE));
        again.insert("files".to_owned(), files["files"].clone());
        same(&files, &again);
    }
}

#[test]
fn builds_at_once_share_a_cache() {
    let mut project = project();
    for round in 0..6 {
        change(&mut project, round);
        let barrier = Barrier::new(3);
        std::thread::scope(|scope| {
            for output in ["public", "second", "third"] {
                let mut request = project.site.request.clone();
                request.overrides.output = Some(output.to_owned());
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    crate::kit::build(&request).clean()
                });
            }
        });
        let twin = project.twin();
        twin.build();
        let expected = published(&twin);
        for output in ["public", "second", "third"] {
            same(&expected, &crate::project::published_in(&project.site.path(output)));
        }
    }
}

/// The files of a cache that documents lie in.
fn segments(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let of_documents = |path: &String| path.ends_with(".documents") || path.ends_with(".bodies");
    tree(folder).into_iter().filter(|(path, _)| of_documents(path)).collect()
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let to = to.join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
}

/// A cache goes with a project to another place, where all files are new, as continuous integration does.
#[test]
fn a_cache_can_be_carried_elsewhere() {
    let project = project();
    project.build().clean();
    for with_output in [false, true] {
        let mut elsewhere = project.twin();
        elsewhere.request.caching = Caching::Keep;
        copy(&project.site.path(CACHE), &elsewhere.path(CACHE));
        if with_output {
            copy(&project.site.path(OUTPUT), &elsewhere.path(OUTPUT));
            let manifest = project.site.path(OUTPUT).join(MANIFEST);
            fs::copy(manifest, elsewhere.path(OUTPUT).join(MANIFEST)).unwrap();
        }
        let changes = elsewhere.build().clean().published.unwrap().changes;
        assert_eq!(changes.written == 0, with_output);
        same(&project.published(), &published(&elsewhere));
        // A document that had been read anew would have been put into one of its own.
        assert_eq!(segments(&project.site.path(CACHE)), segments(&elsewhere.path(CACHE)));
    }
}
