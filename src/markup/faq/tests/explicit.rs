//! Form 6: what front matter and heading attributes say.

use expect_test::expect;

use super::super::FaqSetting;
use super::{check, check_with};

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
