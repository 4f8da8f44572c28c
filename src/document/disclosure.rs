//! Owns the front-matter key `disclosure`: who paid for an article, who holds what it speaks of, who
//! approved it, and which disclaimers it is excused from.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::values;
use crate::config::Sponsorship;
use crate::fields::{Reader, Unknown, Value};
use crate::moment::Moment;

/// What an article discloses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Disclosure {
    /// Whether and how somebody paid for it, if that is said.
    pub sponsorship: Option<Sponsorship>,
    /// Who paid.
    pub sponsor: Option<String>,
    /// What for it was given.
    pub consideration: Option<Consideration>,
    /// What those who wrote it hold.
    pub positions: Vec<Position>,
    /// How machines took part in it.
    pub ai: Option<AiUse>,
    /// Who approved it.
    pub approval: Option<Approval>,
    /// Disclaimers that it need not show.
    pub waivers: Vec<Waiver>,
    /// For whom it is written.
    pub audience: Vec<String>,
}

impl Disclosure {
    /// Nothing is said.
    pub(super) const fn nothing() -> Self {
        Self {
            sponsorship: None,
            sponsor: None,
            consideration: None,
            positions: Vec::new(),
            ai: None,
            approval: None,
            waivers: Vec::new(),
            audience: Vec::new(),
        }
    }
}

/// What was given for an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consideration {
    /// What it was: `cash`, or anything in words.
    pub kind: Option<String>,
    /// How much.
    pub amount: Option<String>,
    /// In which currency or token.
    pub currency: Option<String>,
}

/// Something that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// What.
    pub asset: String,
    /// Who: the id of an author, or a name.
    pub holder: Option<String>,
    /// When that was the case.
    pub as_of: Option<Moment>,
}

/// How machines took part in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiUse {
    /// `none`, `assisted` or `generated`.
    pub usage: String,
    /// Who reviewed it.
    pub reviewer: Option<String>,
    /// When.
    pub reviewed: Option<Moment>,
}

/// An approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who approved.
    pub by: String,
    /// When.
    pub date: Moment,
    /// A number or name by which the approval is filed.
    pub reference: Option<String>,
}

/// Leave to do without a disclaimer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The disclaimer.
    pub id: String,
    /// Why.
    pub reason: String,
    /// Who allowed it.
    pub approver: String,
    /// The first instant at which it no longer holds.
    pub until: Moment,
    /// Its place in the list, for messages.
    pub index: usize,
}

/// What a section says about the disclaimers of its articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Layer {
    /// Disclaimers that they show as well.
    pub add: Vec<String>,
    /// Disclaimers that they need not show.
    pub waivers: Vec<Waiver>,
    /// For whom they are written.
    pub audience: Vec<String>,
}

/// Reads `disclosure` of an article.
pub(super) fn read(reader: &mut Reader<'_>, unknown: Unknown, zone: &TimeZone) -> Option<Box<Disclosure>> {
    let mut table = reader.table("disclosure")?;
    let disclosure = Disclosure {
        sponsorship: table.choice("sponsorship", &Sponsorship::ALL),
        sponsor: values::line(&mut table, "sponsor"),
        consideration: read_consideration(&mut table, unknown),
        positions: read_positions(&mut table, unknown, zone),
        ai: read_ai(&mut table, unknown, zone),
        approval: read_approval(&mut table, unknown, zone),
        waivers: read_waivers(&mut table, unknown, zone),
        audience: values::lines(&mut table, "audience"),
    };
    let paid =
        [("sponsor", disclosure.sponsor.is_some()), ("consideration", disclosure.consideration.is_some())];
    let unstated = !table.has("sponsorship") || disclosure.sponsorship == Some(Sponsorship::None);
    if unstated && let Some((key, _)) = paid.iter().find(|(_, given)| *given) {
        let help = "say how with `sponsorship`: affiliate, paid, gifted or allocation".to_owned();
        table.problem(
            key,
            "front-matter/disclosure",
            format!("there is a `{key}`, but no sponsorship"),
            Some(help),
        );
    }
    table.finish(unknown);
    Some(Box::new(disclosure))
}

/// Reads `disclaimer` and `disclosure` of a section.
pub(super) fn read_layer(reader: &mut Reader<'_>, unknown: Unknown, zone: &TimeZone) -> Layer {
    let mut layer = Layer::default();
    if let Some(mut table) = reader.table("disclaimer") {
        layer.add = values::lines(&mut table, "add");
        table.finish(unknown);
    }
    if let Some(mut table) = reader.table("disclosure") {
        layer.waivers = read_waivers(&mut table, unknown, zone);
        layer.audience = values::lines(&mut table, "audience");
        table.finish(unknown);
    }
    layer
}

fn read_consideration(reader: &mut Reader<'_>, unknown: Unknown) -> Option<Consideration> {
    let Value::Table(_) = reader.value("consideration")? else {
        let kind = values::line(reader, "consideration")?;
        return Some(Consideration { kind: Some(kind), ..Consideration::default() });
    };
    let mut table = reader.table("consideration")?;
    let consideration = Consideration {
        kind: values::line(&mut table, "kind"),
        amount: match table.value("amount") {
            Some(Value::Integer(number)) => Some(number.to_string()),
            Some(Value::Float(number)) => Some(number.to_string()),
            _ => values::line(&mut table, "amount"),
        },
        currency: values::line(&mut table, "currency"),
    };
    if consideration == Consideration::default() {
        let help = "give its `kind`, its `amount` and `currency`, or one text".to_owned();
        table.problem_here("front-matter/disclosure", "this consideration says nothing", Some(help));
    }
    table.finish(unknown);
    Some(consideration)
}

fn read_positions(reader: &mut Reader<'_>, unknown: Unknown, zone: &TimeZone) -> Vec<Position> {
    let mut positions = Vec::new();
    for mut table in reader.tables("positions") {
        let asset = values::required_line(&mut table, "asset");
        let (holder, as_of) = (values::line(&mut table, "holder"), table.moment("as_of", zone));
        positions.extend(asset.map(|asset| Position { asset, holder, as_of }));
        table.finish(unknown);
    }
    positions
}

fn read_ai(reader: &mut Reader<'_>, unknown: Unknown, zone: &TimeZone) -> Option<AiUse> {
    let mut table = reader.table("ai")?;
    if !table.has("use") {
        table.missing("use", "say how machines took part: none, assisted or generated");
    }
    let usage = table.choice("use", &["none", "assisted", "generated"].map(|word| (word, word)));
    let (reviewer, reviewed) = (values::line(&mut table, "reviewer"), table.moment("reviewed", zone));
    table.finish(unknown);
    Some(AiUse { usage: usage?.to_owned(), reviewer, reviewed })
}

fn read_approval(reader: &mut Reader<'_>, unknown: Unknown, zone: &TimeZone) -> Option<Approval> {
    let mut table = reader.table("approval")?;
    let by = values::required_line(&mut table, "by");
    let date = required_moment(&mut table, "date", zone);
    let reference = values::line(&mut table, "ref");
    table.finish(unknown);
    Some(Approval { by: by?, date: date?, reference })
}

fn read_waivers(reader: &mut Reader<'_>, unknown: Unknown, zone: &TimeZone) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for (index, mut table) in reader.tables("waivers").into_iter().enumerate() {
        let id = values::required_line(&mut table, "id");
        let reason = values::required_line(&mut table, "reason");
        let approver = values::required_line(&mut table, "approver");
        let until = required_moment(&mut table, "until", zone);
        table.finish(unknown);
        if let (Some(id), Some(reason), Some(approver), Some(until)) = (id, reason, approver, until) {
            waivers.push(Waiver { id, reason, approver, until, index });
        }
    }
    waivers
}

fn required_moment(table: &mut Reader<'_>, key: &str, zone: &TimeZone) -> Option<Moment> {
    if !table.has(key) {
        table.missing(key, format!("add `{key}` with a day, such as 2026-11-21"));
    }
    table.moment(key, zone)
}
