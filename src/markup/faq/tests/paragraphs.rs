//! Form 4: questions and answers in paragraphs and lists.

use expect_test::expect;

use super::check;

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
