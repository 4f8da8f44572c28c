//! What is not part of an answer: conclusions and disclaimers.

use expect_test::expect;

use super::super::FaqSetting;
use super::{check, outcome};

#[test]
fn conclusions_are_no_answer() {
    for heading in ["Conclusion", "Summary", "Final thoughts", "Key takeaways", "Closing", "Fazit"] {
        let text = "## FAQ\n\n### What?\nThis.\n\n---\n\n#### NAME\n\nEnd.\n\n##### More\n\nEnd.\n";
        let expected = "{BeforeFaq}\nFaq\n  h2 FAQ\n  Q3 What? -> P(This.)\nRule\n{BeforeConclusion}\nh4 NAME\n\
                        P(End.)\nh5 More\nP(End.)\n";
        assert_eq!(
            outcome(FaqSetting::Find, &text.replace("NAME", heading)),
            expected.replace("NAME", heading)
        );
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
