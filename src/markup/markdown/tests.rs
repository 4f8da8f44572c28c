//! Tests of Markdown written back.

use expect_test::{Expect, expect};

use crate::markup::{self, Chunk, FaqSetting, Hole, Options, Settings};
use crate::source::{FileId, Source};

/// A text's mirror, every reference by its number.
fn check(text: &str, expect: Expect) {
    let source = Source::new(FileId(0), "a.md", text);
    let settings = Settings { mirror: true, ..Settings::plain() };
    let options = Options { faq: FaqSetting::Find };
    let markdown = markup::read(&source, 0..text.len(), &options, &settings).value.markdown.unwrap();
    let written: String = markdown
        .chunks()
        .map(|chunk| match chunk {
            Chunk::Html(text) => text.to_owned(),
            Chunk::Hole(Hole::Reference(index)) => format!("{{{index}}}"),
            Chunk::Hole(Hole::Slot(slot)) => format!("{{{slot:?}}}"),
            Chunk::Hole(hole) => format!("{{{hole:?}}}"),
        })
        .collect();
    expect.assert_eq(&written);
}

#[test]
fn every_kind_of_block() {
    check(
        "# A {#own .c}\n\nText *a* __b__ ~~c~~ `d` [e](f.md \"t\") ![g](h.png)  \nbreak.[^n]\n\n> quote\n> - a\n> - b\n\n\
         > [!WARNING]\n> Careful.\n\n```rust {1}\nfn a() {}\n\n  b\n```\n\n1. one\n2. two\n\n   more\n\n* [x] done\n* [ ] not\n\n+ other\n\n\
         | a | b |\n|:--|--:|\n| x\\|y | `z` |\n\nterm\n: meaning\n\n<div class=x>\n<a href=\"f.md\">raw</a>\n</div>\n\n---\n\n\
         ![alone](h.png \"Caption\")\n\n[^n]: A note\n\n    in two parts.\n",
        expect![[r##"
            # A

            Text *a* **b** ~~c~~ `d` [e]({0} "t") ![g]({1})\
            break.[^1]

            > quote
            >
            > - a
            > - b

            > [!WARNING]
            > Careful.

            ```rust {1}
            fn a() {}

              b
            ```

            1. one

            2. two

               more

            * [x] done
            * [ ] not

            - other

            | a | b |
            | :-- | --: |
            | x\|y | `z` |

            term
            : meaning

            <div class=x>
            <a href="{2}">raw</a>
            </div>

            ***

            ![alone]({3} "Caption")

            [^1]: A note

                in two parts.
        "##]],
    );
}

#[test]
fn questions_lose_their_prefixes_and_places_are_kept() {
    check(
        "Text.\n\n## FAQ\n\n### Q: Why?\n\nBecause.\n\n### Q: How?\n\nSo.\n\n## Conclusion\n\nEnd.\n",
        expect![[r#"
            Text.

            {BeforeFaq}## FAQ

            ### Why?

            Because.

            ### How?

            So.

            {BeforeConclusion}## Conclusion

            End.
        "#]],
    );
}

#[test]
fn text_stays_text() {
    check(
        "\\# no heading, 1\\. no list, \\*no\\* \\[x](y) \\<b> &amp;copy; a_b `` ` `` \\- x\n\\+ y\n\n\\- z\n\n2\\) x\n",
        expect![[r#"
            \# no heading, 1. no list, \*no\* \[x\](y) \<b> \&copy; a_b `` ` `` - x
            \+ y

            \- z

            2\) x
        "#]],
    );
}
