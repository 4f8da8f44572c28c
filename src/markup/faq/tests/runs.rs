//! Form 5: a run of questions that an article ends with.

use expect_test::expect;

use super::check;

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
