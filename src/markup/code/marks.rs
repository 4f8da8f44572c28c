//! Owns finding the program in a block that shows more than a program. What does not belong to it
//! becomes white space, so that every byte of the program keeps its place.

use super::html::is_marked;

/// The text of a diff without the marks of its lines.
pub(super) fn without_marks(text: &str) -> String {
    let mut program = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if is_marked(line) {
            program.push(' ');
            program.push_str(&line[1..]);
        } else {
            program.push_str(line);
        }
    }
    program
}

/// The commands of a terminal session: what stands behind `$`, and lines that a command goes on in. A
/// text without prompts is all commands.
pub(super) fn commands(text: &str) -> String {
    if !text.lines().any(is_prompt) {
        return text.to_owned();
    }
    let mut program = String::with_capacity(text.len());
    let mut continued = false;
    for line in text.split_inclusive('\n') {
        let command = if is_prompt(line) {
            program.push(' ');
            &line[1..]
        } else if continued {
            line
        } else {
            let content = line.trim_end_matches(['\r', '\n']);
            program.extend(std::iter::repeat_n(' ', content.len()));
            &line[content.len()..]
        };
        program.push_str(command);
        continued = command.trim_end_matches(['\r', '\n']).ends_with('\\');
    }
    program
}

fn is_prompt(line: &str) -> bool {
    line.starts_with("$ ") || line.trim_end() == "$"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spaces() {
        assert_eq!(without_marks("-a\r\n+é\n c\n"), " a\r\n é\n c\n");
    }

    #[test]
    fn output_becomes_spaces() {
        assert_eq!(commands("$ ls \\\n  -l\nété\r\n\n$\n"), "  ls \\\n  -l\n     \r\n\n \n");
        assert_eq!(commands("ls\n"), "ls\n");
    }
}
