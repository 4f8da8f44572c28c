//! Owns the HTML of FAQ answers in structured data: the few elements that may stand there, without
//! attributes but the target of a link.

use super::inlines;
use crate::markup::body::{Body, escape_into};
use crate::markup::raw_html;
use crate::markup::tree::{Block, BlockKind, Inline, InlineKind, Item, Table, Target};

/// Writes an answer with h1 to h6, br, ol, ul, li, a, p, div, b, strong, i and em alone.
pub(super) fn write(blocks: &[Block<'_>]) -> Body {
    let mut body = Body::default();
    write_blocks(&mut body, blocks);
    body
}

fn write_blocks(body: &mut Body, blocks: &[Block<'_>]) {
    blocks.iter().for_each(|block| write_block(body, block));
}

fn write_block(body: &mut Body, block: &Block<'_>) {
    match &block.kind {
        BlockKind::Paragraph(list) => paragraph(body, list),
        BlockKind::Plain(list) => write_inlines(body, list),
        BlockKind::Heading(heading) => {
            let level = heading.level;
            body.push(&format!("<h{level}>"));
            write_inlines(body, &heading.inlines);
            body.push(&format!("</h{level}>"));
        }
        BlockKind::Quote { blocks, .. } | BlockKind::Faq(blocks) | BlockKind::Disclaimer(blocks) => {
            body.push("<div>");
            write_blocks(body, blocks);
            body.push("</div>");
        }
        BlockKind::Code(code) => {
            body.push("<p>");
            for (index, line) in code.text.trim_end().lines().enumerate() {
                body.push(if index > 0 { "<br>" } else { "" });
                escape_into(body.open(), line);
            }
            body.push("</p>");
        }
        BlockKind::List { start, items } => write_list(body, start.is_some(), items),
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                body.push("<p><b>");
                write_inlines(body, &definition.term);
                body.push("</b></p>");
                for blocks in &definition.definitions {
                    body.push("<div>");
                    write_blocks(body, blocks);
                    body.push("</div>");
                }
            }
        }
        BlockKind::Table(table) => write_table(body, table),
        BlockKind::Question(question) => {
            paragraph(body, &question.heading.inlines);
            write_blocks(body, &question.answer);
        }
        BlockKind::Figure(image) if !image.title.is_empty() => {
            body.push("<p>");
            escape_into(body.open(), &image.title);
            body.push("</p>");
        }
        BlockKind::Html(raw) => {
            let text = raw_html::escaped_text(&raw.html);
            if !text.trim().is_empty() {
                body.push(&format!("<p>{}</p>", text.trim()));
            }
        }
        BlockKind::Figure(_) | BlockKind::Rule | BlockKind::More | BlockKind::Slot(_) => {}
    }
}

fn paragraph(body: &mut Body, list: &[Inline<'_>]) {
    let shown = |inline: &Inline<'_>| !matches!(inline.kind, InlineKind::Image(_) | InlineKind::Html(_));
    if list.iter().any(shown) {
        enclosed(body, ["<p>", "</p>"], list);
    }
}

fn write_list(body: &mut Body, ordered: bool, items: &[Item<'_>]) {
    let [before, after] = if ordered { ["<ol>", "</ol>"] } else { ["<ul>", "</ul>"] };
    body.push(before);
    for item in items {
        body.push("<li>");
        write_blocks(body, &item.blocks);
        body.push("</li>");
    }
    body.push(after);
}

/// A row becomes an item, its cells named by their columns.
fn write_table(body: &mut Body, table: &Table<'_>) {
    body.push("<ul>");
    for row in &table.rows {
        body.push("<li>");
        let mut between = "";
        for (cell, head) in row.iter().zip(&table.head) {
            if cell.is_empty() {
                continue;
            }
            body.push(between);
            between = "; ";
            if !head.is_empty() {
                write_inlines(body, head);
                body.push(": ");
            }
            write_inlines(body, cell);
        }
        body.push("</li>");
    }
    body.push("</ul>");
}

fn write_inlines(body: &mut Body, list: &[Inline<'_>]) {
    for inline in list {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => escape_into(body.open(), text),
            InlineKind::SoftBreak => body.push(" "),
            InlineKind::HardBreak => body.push("<br>"),
            InlineKind::Emphasis(inside) => enclosed(body, ["<em>", "</em>"], inside),
            InlineKind::Strong(inside) => enclosed(body, ["<strong>", "</strong>"], inside),
            InlineKind::Strikethrough(inside) => write_inlines(body, inside),
            InlineKind::Link(link) if matches!(link.target, Target::Refused) => {
                write_inlines(body, &link.inlines)
            }
            InlineKind::Link(link) => {
                body.push("<a href=\"");
                inlines::url(body, &link.target);
                enclosed(body, ["\">", "</a>"], &link.inlines);
            }
            InlineKind::Image(_) | InlineKind::Html(_) | InlineKind::FootnoteReference { .. } => {}
        }
    }
}

fn enclosed(body: &mut Body, [before, after]: [&str; 2], list: &[Inline<'_>]) {
    body.push(before);
    write_inlines(body, list);
    body.push(after);
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::markup::{Settings, fragment};

    fn check(markdown: &str, expect: Expect) {
        let mut out = String::new();
        write(&fragment(markdown, &Settings::plain())).fill(&mut out, |_, _| {});
        // A line for every element.
        expect.assert_eq(&out.replace("><", ">\n<"));
    }

    #[test]
    fn inlines() {
        check(
            "A *b* **c** ~~d~~ `<e>` [f](https://g.example \"h\") ![i](j.png)  \n<kbd>k</kbd> https://l.example",
            expect![[r#"
                <p>A <em>b</em> <strong>c</strong> d &lt;e&gt; <a href="https://g.example">f</a> <br>k <a href="https://l.example">https://l.example</a>
                </p>"#]],
        );
    }

    #[test]
    fn blocks() {
        check(
            "1. a\n2. b\n   - c\n\n### d {#e .f}\n\n> [!NOTE]\n> g\n\n```sh\nh <i>\n  j\n```\n\n\
             ---\n\n<div onclick=x>k &amp; <b>l</b><script>m</script></div>\n\n![n](o.png \"p\")\n\nq\n: r\n",
            expect![[r#"
                <ol>
                <li>a</li>
                <li>b<ul>
                <li>c</li>
                </ul>
                </li>
                </ol>
                <h3>d</h3>
                <div>
                <p>g</p>
                </div>
                <p>h &lt;i&gt;<br>  j</p>
                <p>k &amp; l</p>
                <p>
                <b>q</b>
                </p>
                <div>r</div>"#]],
        );
    }

    #[test]
    fn tables_become_lists() {
        check(
            "| Network | Fee |\n|--|--:|\n| A | 1 |\n| B | |\n",
            expect![[r#"
                <ul>
                <li>Network: A; Fee: 1</li>
                <li>Network: B</li>
                </ul>"#]],
        );
    }
}
