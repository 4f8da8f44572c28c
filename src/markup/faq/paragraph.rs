//! Owns questions and answers that stand in paragraphs: `Q: …`, `A: …` and questions in bold. Works on
//! the paragraph's plain text and says where to cut it.

use std::ops::Range;

use super::marks;

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Whether it is a question; else it is part of an answer.
    pub(super) question: bool,
    /// Its bytes of the plain text, marks and white space around it left out.
    pub(super) range: Range<usize>,
}

/// What a paragraph's surroundings let it hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Context {
    /// Which questions count.
    pub(super) questions: Questions,
    /// A question waits for its answer; `Some(true)` if it has a mark.
    pub(super) awaits: Option<bool>,
}

/// Which questions in paragraphs count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Questions {
    /// None.
    None,
    /// Those with a mark: `Q: …`.
    Marked,
    /// Those in bold too.
    Bold,
}

/// Where to cut a paragraph, given its text and the places of emphasised text that begins a line.
/// `None` if it is to stay as it is.
pub(super) fn cut(text: &str, leads: &[Range<usize>], context: Context) -> Option<Vec<Piece>> {
    let starts = starts(text, leads, context);
    starts.first().filter(|start| start.at == 0)?;
    let mut pieces = Vec::new();
    let mut marked = context.awaits.unwrap_or(false);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(text.len(), |next| next.at);
        let mut from = start.at;
        if start.question {
            let prefix = marks::prefix(&text[from..end]);
            marked = prefix.asked;
            from += prefix.len;
            let lead = start.lead.and_then(|lead| lead.checked_sub(from));
            let split = from + question_length(&text[from..end], lead, marked);
            pieces.push(Piece { question: true, range: trimmed(text, from..split) });
            from = split;
        }
        push_answer(&mut pieces, text, from..end, marked);
    }
    Some(pieces)
}

/// Where to cut the text of a list's item that begins with a question though it is neither marked nor
/// bold.
pub(super) fn plain_question(text: &str, questions: Questions) -> Option<Vec<Piece>> {
    let end = text.find('\n').unwrap_or(text.len());
    let asks = questions == Questions::Bold && marks::ends_as_question(&text[..end]);
    asks.then(|| {
        let mut pieces = vec![Piece { question: true, range: trimmed(text, marks::prefix(text).len..end) }];
        push_answer(&mut pieces, text, end..text.len(), false);
        pieces
    })
}

/// A line that begins a question or an answer.
struct Start {
    at: usize,
    question: bool,
    /// Where the emphasised text that is the whole question ends.
    lead: Option<usize>,
}

fn starts(text: &str, leads: &[Range<usize>], context: Context) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let mut awaits = context.awaits;
    let last_query = text.rfind(marks::is_query);
    for at in std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)) {
        let line = text[at..].split('\n').next().unwrap_or_default();
        let begin = at + line.len() - line.trim_start().len();
        let lead = leads[leads.partition_point(|lead| lead.start < at)..].first();
        let lead = lead
            .filter(|lead| lead.start <= begin && marks::ends_as_question(&text[(*lead).clone()]))
            .map(|lead| lead.end);
        let prefix = marks::prefix(line);
        let question = match context.questions {
            Questions::None => false,
            _ if prefix.asked => !prefix.numbered || last_query >= Some(at),
            Questions::Marked => false,
            Questions::Bold => lead.is_some(),
        };
        if question {
            starts.push(Start { at, question, lead });
            awaits = Some(prefix.asked);
        } else if awaits.is_some_and(|marked| marks::answer(line.trim_start(), marked).is_some()) {
            starts.push(Start { at, question, lead: None });
            awaits = None;
        }
    }
    starts
}

/// How much of a text that begins with a question is the question. `lead` is the length of the
/// emphasised text, if that is the question.
fn question_length(text: &str, lead: Option<usize>, marked: bool) -> usize {
    if let Some(lead) = lead {
        return lead;
    }
    let queries =
        || text.char_indices().filter(|(_, c)| marks::is_query(*c)).map(|(at, c)| at + c.len_utf8());
    if let Some(end) = queries().find(|end| marks::answer(text[*end..].trim_start(), marked).is_some()) {
        return end;
    }
    let mut start = 0;
    for (end, _) in text.match_indices('\n') {
        if marks::ends_as_question(&text[start..end]) {
            return end;
        }
        start = end + 1;
    }
    if marks::ends_as_question(text) {
        return text.len();
    }
    queries().rfind(|end| text[*end..].starts_with(char::is_whitespace)).unwrap_or(text.len())
}

/// Adds an answer, if there is anything of it but its mark.
fn push_answer(pieces: &mut Vec<Piece>, text: &str, range: Range<usize>, marked: bool) {
    let range = trimmed(text, range);
    let mark = marks::answer(&text[range.clone()], marked).unwrap_or(0);
    let range = range.start + mark..range.end;
    if !range.is_empty() {
        pieces.push(Piece { question: false, range });
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text in which emphasis is marked with `*`, as `Q(…)` and `A(…)`.
    fn pieces(marked: &str, questions: Questions, awaits: Option<bool>) -> String {
        let (mut text, mut leads, mut open) = (String::new(), Vec::new(), None);
        for c in marked.chars() {
            match (c, open) {
                ('*', None) => open = Some(text.len()),
                ('*', Some(start)) => {
                    leads.push(start..text.len());
                    open = None;
                }
                _ => text.push(c),
            }
        }
        let Some(pieces) = cut(&text, &leads, Context { questions, awaits }) else { return "-".to_owned() };
        let show = |piece: &Piece| {
            format!("{}({})", if piece.question { 'Q' } else { 'A' }, &text[piece.range.clone()])
        };
        pieces.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marked_questions() {
        for (text, expected) in [
            ("Q: What is X?", "Q(What is X?)"),
            ("Q: What is X?\nA: A thing.", "Q(What is X?) A(A thing.)"),
            ("Q1. What is X?\nA1. A thing.", "Q(What is X?) A(A thing.)"),
            ("*Q:* What is X?\n*A:* A thing.", "Q(What is X?) A(A thing.)"),
            ("*Q: What is X?*\nA: A thing.", "Q(What is X?) A(A thing.)"),
            ("*Q: What is X?* A thing.", "Q(What is X?) A(A thing.)"),
            ("Q: What is X? A: A thing. A: B", "Q(What is X?) A(A thing. A: B)"),
            ("Q: What is X?\nA thing.\nOf sorts?", "Q(What is X?) A(A thing.\nOf sorts?)"),
            ("Q: What is\nthe best X?\nA: A\nthing.", "Q(What is\nthe best X?) A(A\nthing.)"),
            ("Q: What is X? It is a thing.", "Q(What is X?) A(It is a thing.)"),
            ("Q: Is it? Or not? It is.", "Q(Is it? Or not?) A(It is.)"),
            ("Q: a?\nA: b\nQ: c?\nA: d", "Q(a?) A(b) Q(c?) A(d)"),
            ("Q: Tell me about X", "Q(Tell me about X)"),
            ("Question: What?\nAnswer: This.", "Q(What?) A(This.)"),
            ("Q: What?\nA:", "Q(What?)"),
            ("Q1: revenue rose by 5 %", "-"),
            ("*What is X?* A thing.", "-"),
            ("A: A thing.", "-"),
            ("An intro.\nQ: What?\nA: This.", "-"),
            ("", "-"),
        ] {
            assert_eq!(pieces(text, Questions::Marked, None), expected, "{text}");
        }
    }

    #[test]
    fn questions_in_bold() {
        for (text, expected) in [
            ("*What is X?*", "Q(What is X?)"),
            ("*1. What is X?*", "Q(What is X?)"),
            ("*What is X?* A thing.", "Q(What is X?) A(A thing.)"),
            ("*What is X?*\nA thing.", "Q(What is X?) A(A thing.)"),
            ("*What is X?*\nA: A thing.", "Q(What is X?) A(A thing.)"),
            ("*What?*\nThis.\n*Why?*\nSo.", "Q(What?) A(This.) Q(Why?) A(So.)"),
            ("*Note:* what?", "-"),
            ("*A thing.*", "-"),
            ("It is *what?*", "-"),
            ("What is X?", "-"),
        ] {
            assert_eq!(pieces(text, Questions::Bold, None), expected, "{text}");
        }
    }

    #[test]
    fn answers_to_an_open_question() {
        for (text, awaits, expected) in [
            ("A: Yes.", Some(false), "A(Yes.)"),
            ("*A:* Yes.\nReally.", Some(true), "A(Yes.\nReally.)"),
            ("A. Yes.", Some(true), "A(Yes.)"),
            ("A. Smith says yes.", Some(false), "-"),
            ("Yes.\nA: No.", Some(true), "-"),
            ("Q: Why?", Some(true), "-"),
        ] {
            assert_eq!(pieces(text, Questions::None, awaits), expected, "{text}");
        }
    }
}
