//! The program `tearsheet`: hands its arguments to the command line's own module.

fn main() {}
