//! Owns the comparison with syntect's parser.

mod samples;

use proptest::prelude::*;
use syntect::parsing::{ParseState, ScopeStack};

use super::super::class::{effect, resolve};
use super::super::language::{self, Language};
use super::super::runs::Runs;
use super::super::tests::{LANGUAGES, code};
use super::*;
use samples::SAMPLES;

fn grammar(language: &str, text: &str) -> usize {
    match language::find(language, text) {
        Language::Known(grammar) | Language::Session(grammar) => grammar,
        Language::Plain | Language::Unknown(_) => 0,
    }
}

/// The runs that follow from what syntect finds.
fn expected(grammar: usize, text: &str) -> Vec<Run> {
    let set = grammars().set();
    let mut state = ParseState::new(&set.syntaxes()[grammar]);
    let mut stack = ScopeStack::new();
    let mut runs = Runs::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let length = line.trim_end_matches(['\r', '\n']).len();
        let mut at = 0;
        let mut cut = |to: usize, stack: &ScopeStack| {
            let to = to.min(length);
            if to > at {
                let effects: Vec<_> =
                    stack.scopes.iter().map(|scope| effect(&scope.build_string())).collect();
                runs.add(text, start + at, start + to, resolve(&effects));
                at = to;
            }
        };
        for (to, change) in state.parse_line(&format!("{}\n", &line[..length]), set).unwrap() {
            cut(to, &stack);
            stack.apply(&change).unwrap();
        }
        cut(length, &stack);
        start += line.len();
    }
    runs.finish(text.len())
}

/// Runs as text.
fn shown(text: &str, runs: &[Run]) -> String {
    let mut from = 0;
    let pieces = runs.iter().map(|run| {
        let piece = &text[from..run.end as usize];
        from = run.end as usize;
        format!("{} {piece:?}\n", run.class.name().unwrap_or("-"))
    });
    pieces.collect()
}

fn compare(language: &str, text: &str) {
    let grammar = grammar(language, text);
    let found = runs(grammar, text).unwrap();
    assert_eq!(shown(text, &found), shown(text, &expected(grammar, text)), "{language}");
}

#[test]
fn samples_are_read_as_syntect_reads_them() {
    for (language, text) in SAMPLES {
        compare(language, text);
        // Line ends of the other kind, and none at the end.
        compare(language, text.replace('\n', "\r\n").trim_end());
    }
}

#[test]
fn contexts_that_refer_to_what_led_to_them() {
    compare("rust", "let a = r##\"b\"# {}\n\"##; // c\n");
    compare("bash", "cat <<-'EOF' | x \"$a\"\n $b\n\tEOF\necho $(c `d`) # e\nf() { g; }\n");
    compare(
        "markdown",
        "````rust\nfn a() {}\n```\n````\n\n# b\n\n| c | d |\n|---|---|\n| *e* | `f` |\n\n> - **g**\n",
    );
    compare("c++", "auto a = R\"x(b)\" )x\"; #define C(d) d \\\n e\n");
    compare("ruby", "a = <<~B, <<C\n  d #{e}\n  B\nf\nC\n%w(g h) =~ /i/\n");
}

#[test]
fn languages_within_languages() {
    compare(
        "html",
        "<p a='b'>c<script>let d = `${e}</script>`;\n</script><style>f{g:h}</style><!-- i -->&amp;\n",
    );
    compare("php", "<b><?php echo \"a $b[c] {$d->e}\"; ?></b>\n<?= f ?>\n");
    compare(
        "vue",
        "<template><p :a=\"b + 1\">{{ c }}</p></template>\n<script lang=\"ts\">let d: e = 1</script>\n",
    );
    compare("yaml", "a: &b !!c |\n  d\n e: [f, {g: 'h'}]\n? i\n: *b # j\n");
    compare("docker", "FROM a:b AS c\nRUN d && \\\n  e \"$F\" # g\nENV H=i\n");
}

#[test]
fn a_pattern_without_end_is_given_up() {
    // Patterns of these grammars go back without end on such lines.
    for (name, piece, length, lines) in [("JavaScript", "-", 400, 50), ("INI", "\t", 4_900, 40)] {
        let grammar = grammars().names().position(|(title, _)| title == name).unwrap();
        let text = format!("{}\n", piece.repeat(length)).repeat(lines);
        let started = std::time::Instant::now();
        let _ = runs(grammar, &text);
        assert!(started.elapsed().as_secs() < 10, "{name}: {:?}", started.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_code_is_read_as_syntect_reads_it(language in prop::sample::select(&LANGUAGES[..]), code in code()) {
        compare(language, &code);
    }

    #[test]
    fn any_lines_are_read_as_syntect_reads_them(
        language in 0..SAMPLES.len(),
        lines in prop::collection::vec((any::<prop::sample::Index>(), prop::option::weighted(0.1, 0..SAMPLES.len())), 1..15),
    ) {
        // Lines of the language in any order, now and then one of another.
        let mut text = String::new();
        for (line, other) in &lines {
            let lines: Vec<_> = SAMPLES[other.unwrap_or(language)].1.split_inclusive('\n').collect();
            text += lines[line.index(lines.len())];
        }
        compare(SAMPLES[language].0, &text);
    }

    #[test]
    fn any_code_can_be_read_in_any_language(grammar in 0..grammars().names().count(), code in code()) {
        if let Some(runs) = runs(grammar, &code) {
            prop_assert_eq!(runs.last().map_or(0, |run| run.end as usize), code.len());
            prop_assert!(runs.iter().all(|run| code.is_char_boundary(run.end as usize)));
            prop_assert!(runs.windows(2).all(|pair| pair[0].end < pair[1].end && pair[0].class != pair[1].class));
        }
    }
}
