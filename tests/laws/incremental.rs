//! The law that matters most: whatever was edited, a build that knows the last one comes to the very
//! files that a build from nothing comes to, and says the same.

use proptest::prelude::*;

use crate::edits::{Desk, edit};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_was_built_before_makes_no_difference(
        // Several edits may lie between two builds.
        steps in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..8),
    ) {
        let mut desk = Desk::new();
        desk.project.build();
        for edits in &steps {
            edits.iter().for_each(|edit| desk.apply(edit));
            desk.project.build();
        }
    }
}
