//! Whole outcomes of the pass, by form of FAQ and by trap. A tree is shown with a line for each block;
//! after `->` stands a question's answer.

use expect_test::{Expect, expect};

use super::super::tree::{Block, BlockKind, Tree};
use super::super::{FaqSetting, Options, Settings, parse, text};
use crate::config;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{FileId, Source};

pub(super) fn settings() -> Settings {
    Settings {
        markdown: config::Markdown {
            raw_html: config::RawHtml::Allow,
            autolink: true,
            smart_punctuation: false,
        },
        links: config::Links { rel: Vec::new(), target: None, rules: Vec::new() },
        code: config::Code { line_numbers: false },
        base_url: "https://site.example".to_owned(),
    }
}

fn check(markdown: &str, expected: Expect) {
    check_with(FaqSetting::Find, markdown, expected);
}

fn check_with(faq: FaqSetting, markdown: &str, expected: Expect) {
    let source = Source::new(FileId(0), "case.md", markdown);
    let (settings, options) = (settings(), Options { faq });
    let mut found = Vec::new();
    let mut tree = parse::parse(&source, 0..markdown.len(), &settings, &mut found);
    super::find(&mut tree, &source, &options, &settings, &mut found);
    let mut out = String::new();
    show(&tree, &mut out);
    for problem in &found {
        out.push_str(&show_problem(problem, markdown));
    }
    expected.assert_eq(&out);
}

fn show(tree: &Tree<'_>, out: &mut String) {
    lines(&tree.blocks, 0, out);
}

fn lines(blocks: &[Block<'_>], depth: usize, out: &mut String) {
    for block in blocks {
        out.push_str(&"  ".repeat(depth));
        let (label, inner) = match &block.kind {
            BlockKind::Faq(inner) => ("Faq".to_owned(), inner.as_slice()),
            BlockKind::Disclaimer(inner) => ("Disclaimer".to_owned(), inner.as_slice()),
            _ => (brief(block), &[][..]),
        };
        out.push_str(&label);
        out.push('\n');
        lines(inner, depth + 1, out);
    }
}

fn brief(block: &Block<'_>) -> String {
    let all = |blocks: &[Block<'_>]| blocks.iter().map(brief).collect::<Vec<_>>().join(", ");
    match &block.kind {
        BlockKind::Paragraph(inlines) => format!("P({})", text::of_inlines(inlines)),
        BlockKind::Plain(inlines) => text::of_inlines(inlines),
        BlockKind::Heading(heading) => format!("h{} {}", heading.level, text::of_inlines(&heading.inlines)),
        BlockKind::Question(question) => {
            let heading = &question.heading;
            let asked = text::of_inlines(&heading.inlines);
            format!("Q{} {asked} -> {}", heading.level, all(&question.answer))
        }
        BlockKind::List { items, .. } => {
            let items: Vec<_> = items.iter().map(|item| all(&item.blocks)).collect();
            format!("List({})", items.join("; "))
        }
        BlockKind::Quote { blocks, .. } => format!("Quote({})", all(blocks)),
        BlockKind::Slot(slot) => format!("{{{slot:?}}}"),
        BlockKind::Code(code) => format!("Code({})", code.text.trim_end()),
        BlockKind::Faq(blocks) | BlockKind::Disclaimer(blocks) => format!("?({})", all(blocks)),
        other => format!("{other:?}").split([' ', '(', '{']).next().unwrap_or_default().to_owned(),
    }
}

fn show_problem(problem: &Diagnostic, markdown: &str) -> String {
    let places = problem.labels.iter().map(|label| match &label.place {
        Place::Range(range) => format!("`{}`", &markdown[range.clone()]),
        place => format!("{place:?}"),
    });
    format!("{:?} {} at {}\n", problem.severity, problem.code, places.collect::<Vec<_>>().join(", "))
}

// 1. A heading with questions below it.

#[test]
fn form_1_plain_questions() {
    check(
        "# Title\n\nText.\n\n## Frequently Asked Questions\n\nAn introduction.\n\n### What is X?\n\nA thing.\n\n\
         - one\n- two\n\n```sh\nrun\n```\n\nMore.\n\n### How much?\n\nNothing.\n\n## Next\n\nText.\n",
        expect![[r#"
            h1 Title
            P(Text.)
            {BeforeFaq}
            Faq
              h2 Frequently Asked Questions
              P(An introduction.)
              Q3 What is X? -> P(A thing.), List(one; two), Code(run), P(More.)
              Q3 How much? -> P(Nothing.)
            h2 Next
            P(Text.)
        "#]],
    );
}

#[test]
fn form_1_prefixes_and_numbers() {
    check(
        "## FAQs\n\n### Q1. What is *X*?\nA thing.\n\n### Q: Why?\nA: B.\n\n### 1. How?\nC.\n\n### Question 3: When?\nD.\n\n\
         ### Question 4 – Where\nE.\n\n### **Q5:** `Who`?\nF.\n\n### **Q6: Whose?**\n**A:** G.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQs
              Q3 What is X? -> P(A thing.)
              Q3 Why? -> P(B.)
              Q3 How? -> P(C.)
              Q3 When? -> P(D.)
              Q3 Where -> P(E.)
              Q3 Who? -> P(F.)
              Q3 Whose? -> P(G.)
        "#]],
    );
}

#[test]
fn form_1_at_the_highest_level() {
    check(
        "# FAQ\n\n## What?\n\nThis.\n\n## Why?\n\nSo.\n\n# Other\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h1 FAQ
          Q2 What? -> P(This.)
          Q2 Why? -> P(So.)
        h1 Other
    "#]],
    );
}

#[test]
fn form_1_at_a_deep_level() {
    check(
        "#### ❓ **FAQ**: \n\n##### What?\nThis.\n\n##### Why?\nSo.\n\n### Other\n\nText.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h4 ❓ FAQ:
              Q5 What? -> P(This.)
              Q5 Why? -> P(So.)
            h3 Other
            P(Text.)
        "#]],
    );
}

#[test]
fn form_1_at_the_deepest_level() {
    check(
        "###### FAQ\n\n###### What?\nThis.\n\n###### Why?\nSo.\n\n###### Other\n\nText.\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h6 FAQ
          Q6 What? -> P(This.)
          Q6 Why? -> P(So.)
        h6 Other
        P(Text.)
    "#]],
    );
}

#[test]
fn form_1_with_groups() {
    check(
        "## FAQ\n\n### General\n\nAbout it.\n\n#### What?\nThis.\n\n### 2. Fees\n\nIntro.\n\n#### How much?\nLittle.\n\n\
         #### How soon?\nNow.\n\n### And safety?\n#### Is it safe?\nYes.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              h3 General
              P(About it.)
              Q4 What? -> P(This.)
              h3 2. Fees
              P(Intro.)
              Q4 How much? -> P(Little.)
              Q4 How soon? -> P(Now.)
              h3 And safety?
              Q4 Is it safe? -> P(Yes.)
        "#]],
    );
}

#[test]
fn form_1_questions_without_a_question_mark() {
    check(
        "## FAQ\n\n### How to claim\nSo.\n\n### 2. Fees\nLow.\n\n### Further help\nMail us.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 How to claim -> P(So.)
              Q3 Fees -> P(Low.)
              h3 Further help
              P(Mail us.)
        "#]],
    );
}

#[test]
fn form_1_mixed_levels() {
    check(
        "## FAQ\n\n#### What?\nThis.\n\n### Why?\nSo.\n\n#### When?\nNow.\n\n#### On a phone\nAlso now.\n\n### How?\nThus.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q4 What? -> P(This.)
              Q3 Why? -> P(So.)
              Q4 When? -> P(Now.)
              h4 On a phone
              P(Also now.)
              Q3 How? -> P(Thus.)
        "#]],
    );
}

#[test]
fn form_1_questions_beside_the_heading() {
    check(
        "## Text\n\n## FAQ\n\nHere they are.\n\n## What?\nThis.\n\n### Detail\nFine.\n\n## Why?\nSo.\n\n## Conclusion\nEnd.\n",
        expect![[r#"
            h2 Text
            {BeforeFaq}
            Faq
              h2 FAQ
              P(Here they are.)
              Q2 What? -> P(This.), h3 Detail, P(Fine.)
              Q2 Why? -> P(So.)
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
        "#]],
    );
}

#[test]
fn form_1_setext_headings_and_crlf() {
    check(
        "FAQ\r\n===\r\n\r\nWhat is\r\nX?  \r\n-----\r\n\r\nA thing.\r\n\r\nQ2. Why?\r\n---\r\nSo.\r\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h1 FAQ
              Q2 What is X? -> P(A thing.)
              Q2 Why? -> P(So.)
        "#]],
    );
}

#[test]
fn form_1_other_languages() {
    check(
        "## Häufig gestellte Fragen\n\n### Was ist das?\nDas.\n\n## Foire aux questions\n\n### Pourquoi ?\nParce que.\n\n\
         ## Preguntas frecuentes:\n\n### 1. ¿Qué es?\nEso.\n\n### 这是什么？\n这个。\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 Häufig gestellte Fragen
              Q3 Was ist das? -> P(Das.)
            Faq
              h2 Foire aux questions
              Q3 Pourquoi ? -> P(Parce que.)
            Faq
              h2 Preguntas frecuentes:
              Q3 ¿Qué es? -> P(Eso.)
              Q3 这是什么？ -> P(这个。)
        "#]],
    );
}

#[test]
fn questions_with_things_after_the_question_mark() {
    check(
        "## FAQ\n\n### What? 🤔\nThis.\n\n### **Why?**\nSo.\n\n### “When?”\nNow.\n\n### Where? (updated)\nHere.\n\n\
         ### Who?[^1]\nMe.\n\n### How? {#how .x}\nThus.\n\n[^1]: Note.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 What? 🤔 -> P(This.)
              Q3 Why? -> P(So.)
              Q3 “When?” -> P(Now.)
              Q3 Where? (updated) -> P(Here.)
              Q3 Who? -> P(Me.)
              Q3 How? -> P(Thus.)
        "#]],
    );
}

// 2. A section heading that says FAQ and more.

#[test]
fn form_2_section_names() {
    check(
        "## FAQs About Wallets\n\n### What?\nThis.\n\n## FAQ: Fees\n\n### How much?\nLittle.\n\n## Safety (FAQ)\n\n### Safe?\nYes.\n\n\
         ## FAQ — Staking\n\n### Q1. When?\nNow.\n\n## FAQ - Tax\n\n### Any?\nSome.\n\n## FAQ on Apps\n\n### Which?\nAll.\n\n\
         ## 7. FAQ\n\n### Last?\nYes.\n\n## Grass FAQ\n\n### Really last?\nYes.\n\n## Next\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQs About Wallets
              Q3 What? -> P(This.)
            Faq
              h2 FAQ: Fees
              Q3 How much? -> P(Little.)
            Faq
              h2 Safety (FAQ)
              Q3 Safe? -> P(Yes.)
            Faq
              h2 FAQ — Staking
              Q3 When? -> P(Now.)
            Faq
              h2 FAQ - Tax
              Q3 Any? -> P(Some.)
            Faq
              h2 FAQ on Apps
              Q3 Which? -> P(All.)
            Faq
              h2 7. FAQ
              Q3 Last? -> P(Yes.)
            Faq
              h2 Grass FAQ
              Q3 Really last? -> P(Yes.)
            h2 Next
        "#]],
    );
}

// 3. Each question with a prefix.

#[test]
fn form_3_prefixed_questions() {
    check(
        "## Text\n\nText.\n\n## FAQ: Which method should I use?\n\nThis one.\n\n### Why not?\nBecause.\n\n## FAQ - Is it *safe*?\n\nYes.\n\n\
         ## Next steps\n\nText.\n\n### FAQ 3: How?\n\nThus.\n\n## Conclusion\n\nEnd.\n",
        expect![[r#"
            h2 Text
            P(Text.)
            {BeforeFaq}
            Faq
              Q2 Which method should I use? -> P(This one.), h3 Why not?, P(Because.)
              Q2 Is it safe? -> P(Yes.)
            h2 Next steps
            P(Text.)
            Faq
              Q3 How? -> P(Thus.)
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
        "#]],
    );
}

#[test]
fn form_3_section_name_and_question_side_by_side() {
    check(
        "## FAQ: Fees\n\n### How much?\nLittle.\n\n## FAQ: Is it safe?\nYes.\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ: Fees
          Q3 How much? -> P(Little.)
        Faq
          Q2 Is it safe? -> P(Yes.)
    "#]],
    );
}

#[test]
fn form_3_prefixed_heading_above_questions_is_a_section() {
    check(
        "## FAQ: What should you know?\n\n### Is it safe?\nYes.\n\n### Is it free?\nNo.\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ: What should you know?
          Q3 Is it safe? -> P(Yes.)
          Q3 Is it free? -> P(No.)
    "#]],
    );
}

// 4. Questions and answers in paragraphs.

#[test]
fn form_4_paragraphs() {
    check(
        "## FAQ — topic\n\nIntro.\n\nQ: What is X?\n\nA: A thing.\n\nMore of it:\n\n- one\n\n```\ncode\n```\n\n\
         **Q:** Why *so*?\n\n**A:** Because.\n\n**Q: Whole question?**\n\nAn answer.\n\nQ: Two lines?\nA: In one.\n\n\
         Q4. Numbered?\nA4. Yes.\n\n## Conclusion\n\nEnd.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ — topic
              P(Intro.)
              Q3 What is X? -> P(A thing.), P(More of it:), List(one), Code(code)
              Q3 Why so? -> P(Because.)
              Q3 Whole question? -> P(An answer.)
              Q3 Two lines? -> P(In one.)
              Q3 Numbered? -> P(Yes.)
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
        "#]],
    );
}

#[test]
fn form_4_inline_formatting_and_hard_breaks() {
    check(
        "#### FAQ\n\n**Q: What is `X`, [really](/x/)?**  \n**A:** A *thing* of [ours](/y/).\n\nQ: a?\nA: b\nQ: c? A: d\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h4 FAQ
              Q5 What is X, really? -> P(A thing of ours.)
              Q5 a? -> P(b)
              Q5 c? -> P(d)
        "#]],
    );
}

#[test]
fn questions_in_bold_paragraphs() {
    check(
        "## FAQ\n\n**What is X?**\n\nA thing.\n\nMore.\n\n**1. Why?**\nSo.\n\n***When?*** Now.\n\n### Sub\n\n**Note:** fine.\n\n**How?** Thus.\n\n## Next\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 What is X? -> P(A thing.), P(More.)
              Q3 Why? -> P(So.)
              Q3 When? -> P(Now.)
              h3 Sub
              P(Note: fine.)
              Q4 How? -> P(Thus.)
            h2 Next
        "#]],
    );
}

#[test]
fn bold_text_in_the_answer_to_a_heading_is_no_question() {
    check(
        "## FAQ\n\n**Any doubts?** We help.\n\n### What is X?\n\n**Is it safe?** Yes.\n\n**Why?**\n\nSo.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              P(Any doubts? We help.)
              Q3 What is X? -> P(Is it safe? Yes.), P(Why?), P(So.)
        "#]],
    );
}

#[test]
fn questions_in_lists() {
    check(
        "## FAQ\n\n1. **What is X?**\n   A thing.\n2. **Why?** So.\n3. Q: How?\n\n   A: Thus.\n\n   - one\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 What is X? -> P(A thing.)
              Q3 Why? -> P(So.)
              Q3 How? -> P(Thus.), List(one)
        "#]],
    );
}

#[test]
fn numbered_questions_with_answers_outside_the_list() {
    check(
        "## FAQ\n\n1. What is X?\n\nA thing.\n\n2. **Why?**\n\nSo.\n\n- a\n- b\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ
          Q3 What is X? -> P(A thing.)
          Q3 Why? -> P(So.), List(a; b)
    "#]],
    );
}

#[test]
fn a_list_of_links_to_the_questions_is_no_faq() {
    check(
        "## FAQ\n\n- [What?](#what)\n- [Why?](#why)\n\n### What?\nThis.\n\n- Why?\n- How?\n\n### Why?\nSo.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              List(What?; Why?)
              Q3 What? -> P(This.), List(Why?; How?)
              Q3 Why? -> P(So.)
        "#]],
    );
}

#[test]
fn paragraphs_with_marks_outside_a_faq_stay() {
    check(
        "## Interview\n\nQ: What?\n\nA: This.\n\n**Why?**\n\nSo.\n",
        expect![[r#"
        h2 Interview
        P(Q: What?)
        P(A: This.)
        P(Why?)
        P(So.)
    "#]],
    );
}

// 5. A run of questions at the end.

#[test]
fn form_5_run_at_the_end() {
    check(
        "# Title\n\nText.\n\n## Part\n\nText.\n\n### What?\nThis.\n\n#### Detail?\nFine.\n\n### 2. Why?\nSo.\n\n### How?\nThus.\n\n### When?\nNow.\n\n- list\n",
        expect![[r#"
            h1 Title
            P(Text.)
            h2 Part
            P(Text.)
            {BeforeFaq}
            Faq
              Q3 What? -> P(This.), h4 Detail?, P(Fine.)
              Q3 Why? -> P(So.)
              Q3 How? -> P(Thus.)
              Q3 When? -> P(Now.), List(list)
        "#]],
    );
}

#[test]
fn form_5_before_conclusion_disclaimer_and_references() {
    check(
        "## Text\n\n## What?\nThis.\n\n## Why?\nSo.\n\n## How?\nThus.\n\n## When?\nNow.\n\n### Disclaimer\n\nNo advice.\n\n\
         ## Conclusion\n\nEnd.\n\n### Next steps\n\nGo.\n\n## References\n\n- a\n",
        expect![[r#"
            h2 Text
            {BeforeFaq}
            Faq
              Q2 What? -> P(This.)
              Q2 Why? -> P(So.)
              Q2 How? -> P(Thus.)
              Q2 When? -> P(Now.)
            Disclaimer
              h3 Disclaimer
              P(No advice.)
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
            h3 Next steps
            P(Go.)
            h2 References
            List(a)
        "#]],
    );
}

#[test]
fn three_questions_at_the_end_are_sections() {
    check(
        "## Text\n\n## What?\nThis.\n\n## Why?\nSo.\n\n## How?\nThus.\n",
        expect![[r#"
        h2 Text
        h2 What?
        P(This.)
        h2 Why?
        P(So.)
        h2 How?
        P(Thus.)
    "#]],
    );
}

#[test]
fn questions_in_the_middle_are_sections() {
    check(
        "## What?\nThis.\n\n## Why?\nSo.\n\n## How?\nThus.\n\n## When?\nNow.\n\n## Fees\n\nLow.\n\n## Conclusion\n\nEnd.\n",
        expect![[r#"
            h2 What?
            P(This.)
            h2 Why?
            P(So.)
            h2 How?
            P(Thus.)
            h2 When?
            P(Now.)
            h2 Fees
            P(Low.)
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
        "#]],
    );
}

#[test]
fn two_questions_in_the_middle_and_a_faq_at_the_end() {
    check(
        "## What is X?\nThis.\n\n## Why X?\nSo.\n\n## Fees\nLow.\n\n## FAQ\n\n### Safe?\nYes.\n",
        expect![[r#"
            h2 What is X?
            P(This.)
            h2 Why X?
            P(So.)
            h2 Fees
            P(Low.)
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 Safe? -> P(Yes.)
        "#]],
    );
}

#[test]
fn questions_of_different_levels_are_no_run() {
    check(
        "## A?\na\n\n### B?\nb\n\n## C?\nc\n\n### D?\nd\n\n## E?\ne\n",
        expect![[r#"
        h2 A?
        P(a)
        h3 B?
        P(b)
        h2 C?
        P(c)
        h3 D?
        P(d)
        h2 E?
        P(e)
    "#]],
    );
}

#[test]
fn no_run_beside_a_faq() {
    check(
        "## FAQ\n\n### A?\na\n\n## Part\n\n## B?\nb\n\n## C?\nc\n\n## D?\nd\n\n## E?\ne\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ
          Q3 A? -> P(a)
        h2 Part
        h2 B?
        P(b)
        h2 C?
        P(c)
        h2 D?
        P(d)
        h2 E?
        P(e)
    "#]],
    );
}

// 6. Said so.

#[test]
fn form_6_attribute() {
    check(
        "## Ask us {.faq}\n\n### What?\nThis.\n\n## Is it safe? {#safe .faq}\n\n### Is it?\nYes.\n\n## Next\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 Ask us
              Q3 What? -> P(This.)
            Faq
              h2 Is it safe?
              Q3 Is it? -> P(Yes.)
            h2 Next
        "#]],
    );
}

#[test]
fn form_6_refused_by_attribute() {
    check(
        "## FAQ {.no-faq}\n\n### What?\nThis.\n\n### FAQ: Why?\nSo.\n\n## FAQs\n\n### How?\nThus.\n\n### When? {.no-faq}\nNow.\n\n#### Where?\nHere.\n\n### Who?\nMe.\n\n#### Aside? {.no-faq}\nFine.\n",
        expect![[r#"
            h2 FAQ
            h3 What?
            P(This.)
            h3 FAQ: Why?
            P(So.)
            {BeforeFaq}
            Faq
              h2 FAQs
              Q3 How? -> P(Thus.)
              h3 When?
              P(Now.)
              h4 Where?
              P(Here.)
              Q3 Who? -> P(Me.), h4 Aside?, P(Fine.)
        "#]],
    );
}

#[test]
fn form_6_refused_by_front_matter() {
    check_with(
        FaqSetting::Refuse,
        "## FAQ {.faq}\n\n### Q1. What?\nThis.\n\n## Conclusion\n\nEnd.\n\n## Disclaimer\n\nNo advice.\n",
        expect![[r#"
            h2 FAQ
            h3 Q1. What?
            P(This.)
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
            Disclaimer
              h2 Disclaimer
              P(No advice.)
        "#]],
    );
}

fn entries(list: &[(&str, &str)]) -> FaqSetting {
    FaqSetting::Entries(
        list.iter().map(|(asked, answer)| ((*asked).to_owned(), (*answer).to_owned())).collect(),
    )
}

#[test]
fn form_6_entries_at_the_end() {
    check_with(
        entries(&[("Q1. What?", "This.\n\n- *one*\n"), (" Why? ", "So.")]),
        "## Text\n\nText.\n\n## Conclusion\n\nEnd.\n\n## Disclaimer\n\nNo advice.\n",
        expect![[r#"
            h2 Text
            P(Text.)
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
            {BeforeFaq}
            Faq
              h2 Frequently asked questions
              Q3 What? -> P(This.), List(one)
              Q3 Why? -> P(So.)
            Disclaimer
              h2 Disclaimer
              P(No advice.)
        "#]],
    );
}

#[test]
fn form_6_entries_join_the_faq_of_the_text() {
    check_with(
        entries(&[("Why?", "So."), ("What?", "Again.")]),
        "## FAQ\n\n#### What?\n\nThis.\n\n## Conclusion\n\nEnd.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q4 What? -> P(This.)
              Q4 Why? -> P(So.)
              Q4 What? -> P(Again.)
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
            Note faq/duplicate at Value([Key("faq")]), `#### What?`
        "#]],
    );
}

#[test]
fn form_6_entries_fill_an_empty_faq() {
    check_with(
        entries(&[("Why?", "So.")]),
        "### FAQ\n\nHere:\n\n### Next\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h3 FAQ
          P(Here:)
          Q4 Why? -> P(So.)
        h3 Next
    "#]],
    );
}

#[test]
fn form_6_entries_without_answer() {
    check_with(
        entries(&[("Why?", " "), ("How?", "Thus.")]),
        "Text.\n",
        expect![[r#"
            P(Text.)
            {BeforeFaq}
            Faq
              h2 Frequently asked questions
              Q3 How? -> P(Thus.)
            Warning faq/no-answer at Value([Key("faq")])
        "#]],
    );
}

// What is not part of an answer.

#[test]
fn conclusions_and_disclaimers_are_no_answer() {
    for heading in ["Conclusion", "Summary", "Final thoughts", "Key takeaways", "Closing", "Fazit"] {
        let text =
            format!("## FAQ\n\n### What?\nThis.\n\n---\n\n#### {heading}\n\nEnd.\n\n##### More\n\nEnd.\n");
        let expected = format!(
            "{{BeforeFaq}}\nFaq\n  h2 FAQ\n  Q3 What? -> P(This.)\nRule\n{{BeforeConclusion}}\nh4 {heading}\nP(End.)\nh5 More\nP(End.)\n"
        );
        let mut expect = expect![[""]];
        expect.data = Box::leak(expected.into_boxed_str());
        check(&text, expect);
    }
}

#[test]
fn a_disclaimer_deeper_than_the_questions_is_no_answer() {
    check(
        "## FAQ\n\n### What?\nThis.\n\n#### Risk warning\n\nLose.\n\n### Why?\nSo.\n\n#### Disclaimer\n\nNo advice.\n\n## Text\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 What? -> P(This.)
              Disclaimer
                h4 Risk warning
                P(Lose.)
              Q3 Why? -> P(So.)
            Disclaimer
              h4 Disclaimer
              P(No advice.)
            h2 Text
        "#]],
    );
}

#[test]
fn a_disclaimer_as_last_paragraph_is_no_answer() {
    check(
        "## FAQ\n\n### What?\nThis.\n\n**Disclaimer:** No advice.\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ
          Q3 What? -> P(This.)
        Disclaimer
          P(Disclaimer: No advice.)
    "#]],
    );
    check(
        "## FAQ\n\nQ: What?\nA: This.\n\n---\n\n*Disclaimer: No advice.*\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ
          Q3 What? -> P(This.)
        Rule
        Disclaimer
          P(Disclaimer: No advice.)
    "#]],
    );
    check(
        "## FAQ\n\n### What?\nThis.\n\n> [!WARNING]\n> **Disclaimer**: No advice.\n\n---\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ
          Q3 What? -> P(This.)
        Disclaimer
          Quote(P(Disclaimer: No advice.))
        Rule
    "#]],
    );
}

#[test]
fn a_conclusion_in_bold_is_no_answer() {
    check(
        "## FAQ\n\n### What?\nThis.\n\n**Conclusion**\n\nEnd.\n\n**Disclaimer**\n\nNo advice.\n\nNone.\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 What? -> P(This.)
            P(Conclusion)
            P(End.)
            Disclaimer
              P(Disclaimer)
              P(No advice.)
              P(None.)
        "#]],
    );
}

#[test]
fn numbered_questions_and_steps() {
    check(
        "## FAQ\n\n### 1. How do I claim?\n\nSo:\n\n#### 1. Open the app\n\nTap.\n\n#### 2. Sign\n\nYes.\n\n#### Why sign?\n\nSo.\n\n### 2. How do I stake?\n\n1. Open\n2. Tap\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 How do I claim? -> P(So:), h4 1. Open the app, P(Tap.), h4 2. Sign, P(Yes.), h4 Why sign?, P(So.)
              Q3 How do I stake? -> List(Open; Tap)
        "#]],
    );
}

// Traps.

#[test]
fn what_is_not_a_faq() {
    check(
        "## What are FAQs?\n\nText.\n\n### Are they good?\nYes.\n\n## Frequently Asked Questions Are Useless\n\n### Why?\nSo.\n\n\
         ## How to write a FAQ\n\n### Where?\nHere.\n\n## The FAQPage type\n\n### Which?\nThis.\n",
        expect![[r#"
            h2 What are FAQs?
            P(Text.)
            h3 Are they good?
            P(Yes.)
            h2 Frequently Asked Questions Are Useless
            h3 Why?
            P(So.)
            h2 How to write a FAQ
            h3 Where?
            P(Here.)
            h2 The FAQPage type
            h3 Which?
            P(This.)
        "#]],
    );
}

#[test]
fn a_faq_without_questions() {
    check(
        "## FAQ\n\nNothing yet.\n\n## FAQs about X\n\n## Grass FAQ\n\nSee below.\n\n## Is it good?\n\nYes.\n",
        expect![[r#"
            h2 FAQ
            P(Nothing yet.)
            h2 FAQs about X
            h2 Grass FAQ
            P(See below.)
            h2 Is it good?
            P(Yes.)
            Warning faq/empty at `## FAQ`
            Warning faq/empty at `## FAQs about X`
        "#]],
    );
}

#[test]
fn questions_without_answer() {
    check(
        "## FAQ\n\n### Q1. What?\n\n### Q2. Why?\n\nSo.\n\n### Q3. How?\n\n<!-- later -->\n\n---\n\n### Q4. When?\n\n![clock](c.png)\n\n## End\n",
        expect![[r#"
            {BeforeFaq}
            Faq
              h2 FAQ
              h3 What?
              Q3 Why? -> P(So.)
              h3 How?
              Html
              Rule
              h3 When?
              P(clock)
            h2 End
            Warning faq/no-answer at `### Q1. What?`
            Warning faq/no-answer at `### Q3. How?`
            Warning faq/no-answer at `### Q4. When?`
        "#]],
    );
    check(
        "## FAQ\n\nQ: What?\n\nQ: Why?\n\nA: So.\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ
          h3 What?
          Q3 Why? -> P(So.)
        Warning faq/no-answer at `What?`
    "#]],
    );
}

#[test]
fn questions_asked_twice() {
    check(
        "## FAQ\n\n### Q1. What is X?\nThis.\n\n### What is *x*?\nThat.\n",
        expect![[r#"
        {BeforeFaq}
        Faq
          h2 FAQ
          Q3 What is X? -> P(This.)
          Q3 What is x? -> P(That.)
        Note faq/duplicate at `### What is *x*?`, `### Q1. What is X?`
    "#]],
    );
}

#[test]
fn faq_inside_other_blocks_stays() {
    check(
        "> ## FAQ\n>\n> ### What?\n> This.\n\n- ## FAQ\n  ### Why?\n  So.\n",
        expect![[r#"
        Quote(h2 FAQ, h3 What?, P(This.))
        List(h2 FAQ, h3 Why?, So.)
    "#]],
    );
}

#[test]
fn disclaimers_by_hand() {
    check(
        "## Disclosure\n\nI hold X.\n\n### Where\n\nHere.\n\n## Text\n\nDisclaimer: not the last.\n\n## Responsible disclosure\n\nText.\n\n### Legal Disclaimer\n\nNone.\n\n#### Conclusion\n\nEnd.\n",
        expect![[r#"
            Disclaimer
              h2 Disclosure
              P(I hold X.)
              h3 Where
              P(Here.)
            h2 Text
            P(Disclaimer: not the last.)
            h2 Responsible disclosure
            P(Text.)
            Disclaimer
              h3 Legal Disclaimer
              P(None.)
            {BeforeConclusion}
            h4 Conclusion
            P(End.)
        "#]],
    );
    check(
        "Text.\n\nDisclaimer: no advice.\n",
        expect![[r#"
        P(Text.)
        Disclaimer
          P(Disclaimer: no advice.)
    "#]],
    );
    check(
        "**Disclaimer**\n\nNo advice.\n\n## Text\n\nText.\n",
        expect![[r#"
        P(Disclaimer)
        P(No advice.)
        h2 Text
        P(Text.)
    "#]],
    );
}

#[test]
fn only_a_conclusion_near_the_end_has_a_slot() {
    check(
        "## Summary\n\nShort.\n\n## Text\n\nText.\n\n## 3. Conclusion\n\nEnd.\n\n## Summary\n\nEnd.\n",
        expect![[r#"
            h2 Summary
            P(Short.)
            h2 Text
            P(Text.)
            {BeforeConclusion}
            h2 3. Conclusion
            P(End.)
            h2 Summary
            P(End.)
        "#]],
    );
    check(
        "## Summary\n\nShort.\n\n## Text\n\nText.\n",
        expect![[r#"
        h2 Summary
        P(Short.)
        h2 Text
        P(Text.)
    "#]],
    );
    check(
        "## Conclusion\n\nEnd.\n\n## FAQ\n\n### What?\nThis.\n\n## About the author\n\nMe.\n",
        expect![[r#"
            {BeforeConclusion}
            h2 Conclusion
            P(End.)
            {BeforeFaq}
            Faq
              h2 FAQ
              Q3 What? -> P(This.)
            h2 About the author
            P(Me.)
        "#]],
    );
}

#[test]
fn nothing_at_all() {
    check("", expect![[""]]);
    check(
        "# FAQ",
        expect![[r#"
        h1 FAQ
        Warning faq/empty at `# FAQ`
    "#]],
    );
    check(
        "## ?\n\n## ？\n\n## Q:\n\n## 1.\n\n## FAQ:\n",
        expect![[r#"
        h2 ?
        h2 ？
        h2 Q:
        h2 1.
        h2 FAQ:
        Warning faq/empty at `## FAQ:`
    "#]],
    );
}
