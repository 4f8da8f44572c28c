//! What looks like a FAQ and is none, what is wrong with a FAQ, disclaimers and slots.

use expect_test::expect;

use super::check;

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
