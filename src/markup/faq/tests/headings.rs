//! Forms 1 to 3: questions that are headings, below a heading that says FAQ or with a prefix each.

use expect_test::expect;

use super::check;

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
