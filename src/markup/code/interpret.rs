//! Owns reading a text by a grammar: which rule matches where, and what follows from it. The order in which
//! rules are tried is that of Sublime Text as syntect has it, against which this is tested.

mod paint;

use self::paint::Paint;
use super::grammar::{Context, Operation, Reference, Rule, Rules, grammars};
use super::pattern::{Before, Last, Matcher, Pattern, symbol};
use super::runs::Run;

/// Contexts within contexts; what would enter one more does not match.
const DEEPEST: usize = 100;

/// Steps in a row that may leave the place where they are.
const LONGEST_HALT: usize = 300;

/// Cuts `text` into runs by the grammar of this index; `None` if it cannot be done, or not in good time.
pub(super) fn runs(grammar: usize, text: &str) -> Option<Vec<Run>> {
    let start = grammars().start(grammar)?;
    let mut reading = Reading::new(text, start);
    let mut ended = String::new();
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        let line_with_end = if line[content.len()..] == *"\n" {
            line
        } else {
            // Patterns expect every line to end in a line feed alone.
            ended.clear();
            ended.push_str(content);
            ended.push('\n');
            &ended
        };
        reading.paint.begin_line(content.len());
        reading.line(line_with_end)?;
        reading.paint.end_line(line.len());
    }
    Some(reading.paint.runs())
}

/// A context that was entered.
struct Level {
    context: &'static Context,
    /// Contexts whose rules go before those of this and of all inner levels.
    prototypes: Vec<&'static Context>,
    /// What the pattern that led here has matched, if patterns here refer to it.
    captured: Option<Captured>,
}

struct Captured {
    groups: Vec<Option<String>>,
    /// Patterns whose references are filled in.
    patterns: Vec<(&'static Rule, Pattern)>,
}

impl Captured {
    /// The rule's pattern with the groups that it refers to in place.
    fn pattern(&mut self, rule: &'static Rule) -> &Pattern {
        let known = self.patterns.iter().position(|(known, _)| std::ptr::eq(*known, rule));
        let index = known.unwrap_or_else(|| {
            let pattern = Pattern::new(with_groups(&rule.text, &self.groups).into());
            self.patterns.push((rule, pattern));
            self.patterns.len() - 1
        });
        &self.patterns[index].1
    }
}

struct Reading<'t> {
    paint: Paint<'t>,
    levels: Vec<Level>,
    /// Levels from which prototypes count: those below are out of force.
    prototypes_from: Vec<usize>,
    matcher: Matcher,
    /// Where in the line each byte is last.
    last: Last,
    /// Rules to be tried, and the level whose captures they refer to; kept to spare allocations.
    chain: Vec<Link>,
    /// Rules that are out of the present search.
    out: Vec<&'static Rule>,
}

#[derive(Clone, Copy)]
struct Link {
    rules: &'static Rules,
    level: Option<usize>,
    is_prototype: bool,
}

/// A rule's match.
struct Found {
    rule: &'static Rule,
    start: usize,
    end: usize,
    is_prototype: bool,
    /// Whether it would lead back to where we were, in an endless loop.
    loops: bool,
}

impl<'t> Reading<'t> {
    fn new(text: &'t str, start: &'static Context) -> Self {
        Self {
            paint: Paint::new(text, start),
            levels: vec![Level { context: start, prototypes: Vec::new(), captured: None }],
            prototypes_from: Vec::new(),
            matcher: Matcher::for_text(text.len()),
            last: Last::NONE,
            chain: Vec::new(),
            out: Vec::new(),
        }
    }

    fn line(&mut self, line: &str) -> Option<()> {
        self.last.read(line);
        let mut at = 0;
        // Where and at which depth a context was entered without a match of any length.
        let mut entered = (0, 0);
        let mut halt = 0;
        while let Some(found) = self.find(line, at, entered == (at, self.levels.len())) {
            if found.loops {
                // One character on, the same rule leads forward.
                match line[at..].char_indices().nth(1) {
                    Some((next, _)) => at += next,
                    None => break,
                }
                continue;
            }
            if found.end > at {
                halt = 0;
            } else {
                halt += 1;
                if halt > LONGEST_HALT {
                    break;
                }
                if matches!(found.rule.operation, Operation::Push(_)) {
                    entered = (found.end, self.levels.len() + 1);
                }
            }
            at = found.end;
            if found.is_prototype {
                self.prototypes_from.push(self.levels.len());
            }
            self.follow(line, &found)?;
        }
        self.matcher.is_patient().then_some(())
    }

    /// The first match at or behind `start`; of several at one place that of the first rule. After a context
    /// was entered right here, `entered`, leaving it at once would loop: any other match goes first.
    fn find(&mut self, line: &str, start: usize, entered: bool) -> Option<Found> {
        self.out.clear();
        self.link();
        let chain = std::mem::take(&mut self.chain);
        let mut at = start;
        let found = loop {
            let found = self.find_at(line, at, start, entered, &chain);
            if found.is_some() || at >= line.len() {
                break found;
            }
            at += line[at..].chars().next().map_or(1, char::len_utf8);
        };
        self.chain = chain;
        found
    }

    /// Collects the rules in force: of prototypes from the outermost level in, of the context's own
    /// prototype, of the context.
    fn link(&mut self) {
        while self.prototypes_from.last().is_some_and(|from| *from >= self.levels.len()) {
            self.prototypes_from.pop();
        }
        let from = self.prototypes_from.last().copied().unwrap_or(0);
        self.chain.clear();
        for (level, entered) in self.levels.iter().enumerate().skip(from) {
            let rules = entered.prototypes.iter().map(|context| context.rules());
            self.chain.extend(rules.map(|rules| Link { rules, level: Some(level), is_prototype: true }));
        }
        if let Some(level) = self.levels.last() {
            let prototype = level.context.prototype();
            self.chain.extend(prototype.map(|rules| Link { rules, level: None, is_prototype: false }));
            let level_index = Some(self.levels.len() - 1);
            self.chain.push(Link { rules: level.context.rules(), level: level_index, is_prototype: false });
        }
    }

    fn find_at(
        &mut self,
        line: &str,
        at: usize,
        origin: usize,
        entered: bool,
        chain: &[Link],
    ) -> Option<Found> {
        let (before, symbol) = (Before::of(line.as_bytes(), at), symbol(line.as_bytes(), at));
        let mut looping = None;
        for link in chain {
            for rule in link.rules.at(before, symbol) {
                if self.out.iter().any(|out| std::ptr::eq(*out, rule)) {
                    continue;
                }
                let Some(end) = self.try_at(line, at, origin, rule, link.level) else { continue };
                let useless = match rule.operation {
                    Operation::None => end == at,
                    Operation::Push(_) => self.levels.len() >= DEEPEST,
                    Operation::Set(_) | Operation::Pop => false,
                };
                if useless {
                    // A search takes a rule's first match or none.
                    self.out.push(rule);
                    continue;
                }
                let loops = entered && end <= origin && matches!(rule.operation, Operation::Pop);
                let found = Found { rule, start: at, end, is_prototype: link.is_prototype, loops };
                if !loops {
                    return Some(found);
                }
                looping = Some(found);
            }
        }
        looping
    }

    /// Where the rule's match at `at` ends.
    fn try_at(
        &mut self,
        line: &str,
        at: usize,
        origin: usize,
        rule: &'static Rule,
        level: Option<usize>,
    ) -> Option<usize> {
        let pattern = if rule.has_backrefs {
            let pattern = self.levels.get_mut(level?)?.captured.as_mut()?.pattern(rule);
            let (before, symbol) = (Before::of(line.as_bytes(), at), symbol(line.as_bytes(), at));
            pattern.starts(before).contains(symbol).then_some(pattern)?
        } else {
            rule.pattern()
        };
        pattern.may_match(&self.last, at).then(|| self.matcher.match_at(pattern, line, at, origin))?
    }

    /// Does what a match leads to.
    fn follow(&mut self, line: &str, found: &Found) -> Option<()> {
        let Found { rule, start, end, .. } = *found;
        let context = self.levels.last()?.context;
        self.paint.before(start, context, &rule.operation)?;
        self.paint.begin(start, &rule.scope);
        if let Some(captures) = &rule.captures {
            self.paint.captures(captures, &self.matcher);
        }
        self.paint.finish(end, rule.scope.len());
        self.paint.after(end, context, &rule.operation)?;
        match &rule.operation {
            Operation::Push(contexts) => self.enter(line, rule, contexts, Vec::new()),
            Operation::Set(contexts) => {
                // Prototypes stay in force until the level is left.
                let prototypes = self.levels.pop()?.prototypes;
                self.enter(line, rule, contexts, prototypes)
            }
            Operation::Pop => {
                self.levels.pop();
                (!self.levels.is_empty()).then_some(())
            }
            Operation::None => Some(()),
        }
    }

    fn enter(
        &mut self,
        line: &str,
        rule: &'static Rule,
        contexts: &'static [Reference],
        mut prototypes: Vec<&'static Context>,
    ) -> Option<()> {
        for (index, reference) in contexts.iter().enumerate() {
            let context = reference.context()?;
            let mut prototypes = std::mem::take(&mut prototypes);
            if index + 1 == contexts.len()
                && let Some(prototype) = &rule.with_prototype
            {
                prototypes.push(prototype.context()?);
            }
            let refers = context.uses_backrefs || prototypes.iter().any(|context| context.uses_backrefs);
            let captured = refers.then(|| Captured {
                groups: self
                    .matcher
                    .groups()
                    .map(|group| group.map(|range| line[range].to_owned()))
                    .collect(),
                patterns: Vec::new(),
            });
            self.levels.push(Level { context, prototypes, captured });
        }
        Some(())
    }
}

/// A pattern with the groups it refers to in place.
fn with_groups(pattern: &str, groups: &[Option<String>]) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match (c, chars.as_str().chars().next()) {
            ('\\', Some(next)) => {
                chars.next();
                match next.to_digit(10) {
                    Some(group) => {
                        let group = groups.get(group as usize).and_then(Option::as_deref);
                        out.push_str(&regex_syntax::escape(group.unwrap_or_default()));
                    }
                    None => out.extend(['\\', next]),
                }
            }
            (c, _) => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
