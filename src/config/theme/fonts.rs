//! Owns `[theme.fonts]`: lists of families as CSS writes them, and font files of the site.

use cssparser::{Parser, Token};

use super::file;
use crate::fields::{Reader, Unknown};
use crate::route::Route;

/// `[theme.fonts]`. Families are ready for a style sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fonts {
    /// For long text.
    pub body: Option<String>,
    /// For headings and titles.
    pub headings: Option<String>,
    /// For everything around the text.
    pub interface: Option<String>,
    /// For code.
    pub code: Option<String>,
    /// Files of fonts.
    pub files: Vec<FontFile>,
}

/// `[[theme.fonts.files]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// The family that it is one of.
    pub family: String,
    /// Where it is served.
    pub file: Route,
    /// Its weight, or the two ends of what a variable font has.
    pub weight: String,
    /// `normal` or `italic`.
    pub style: &'static str,
    /// What browsers do until it is there.
    pub display: &'static str,
    /// The characters it is for, if not all.
    pub range: Option<String>,
    /// Whether pages ask for it before they know that they need it.
    pub preload: bool,
}

/// Endings of font files, and what CSS and HTTP call them.
const FORMATS: &[(&str, &str, &str)] = &[
    (".woff2", "woff2", "font/woff2"),
    (".woff", "woff", "font/woff"),
    (".ttf", "truetype", "font/ttf"),
    (".otf", "opentype", "font/otf"),
];

impl FontFile {
    /// Its name in `format()`, and its media type.
    pub fn format(&self) -> (&'static str, &'static str) {
        let found = FORMATS.iter().find(|(ending, ..)| self.file.as_str().ends_with(ending));
        found.map_or(("woff2", "font/woff2"), |(_, format, media_type)| (format, media_type))
    }
}

pub(super) fn read(theme: &mut Reader<'_>) -> Fonts {
    let Some(mut table) = theme.table("fonts") else { return Fonts::default() };
    let fonts = Fonts {
        body: families(&mut table, "body"),
        headings: families(&mut table, "headings"),
        interface: families(&mut table, "interface"),
        code: families(&mut table, "code"),
        files: table.tables("files").into_iter().filter_map(font_file).collect(),
    };
    table.finish(Unknown::Error);
    fonts
}

/// The theme's own lists of fonts that systems bring along, by the name of their kind.
fn own_list(generic: &str) -> Option<&'static str> {
    match generic {
        "serif" => Some("var(--serif)"),
        "sans-serif" => Some("var(--sans)"),
        "monospace" => Some("var(--mono)"),
        _ => None,
    }
}

/// A list of families: `Literata, serif`. Kinds at its end become the theme's lists of that kind.
fn families(table: &mut Reader<'_>, key: &str) -> Option<String> {
    let text = table.string(key)?;
    let list = parse_families(&text);
    if list.is_none() {
        let help = format!("name families as CSS does, the last one a kind: {key} = \"Literata, serif\"");
        table.problem(key, "theme/font", format!("`{text}` is not a list of fonts"), Some(help));
    }
    list
}

fn parse_families(text: &str) -> Option<String> {
    let mut list: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut parser = Parser::new(text);
    loop {
        let token = parser.next().ok().cloned();
        match token {
            Some(Token::Ident(word)) => words.push(word.to_string()),
            Some(Token::QuotedString(name)) if words.is_empty() && !name.is_empty() => {
                words.push(name.to_string());
            }
            Some(Token::Comma) | None => {
                let name = std::mem::take(&mut words).join(" ");
                if name.is_empty() {
                    return None;
                }
                list.push(own_list(&name).map_or_else(|| quoted(&name), str::to_owned));
                if token.is_none() {
                    return Some(list.join(", "));
                }
            }
            Some(_) => return None,
        }
    }
}

/// A family as a string of CSS, but for names that mean something without quotes.
fn quoted(name: &str) -> String {
    if ["system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded", "cursive", "fantasy"]
        .contains(&name)
    {
        return name.to_owned();
    }
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = cssparser::serialize_string(name, &mut out);
    out
}

fn font_file(mut table: Reader<'_>) -> Option<FontFile> {
    let family = table.required_string("family");
    let path =
        if table.has("file") { file(&mut table, "file") } else { table.required_string("file").and(None) };
    if let Some(path) = &path
        && !FORMATS.iter().any(|(ending, ..)| path.as_str().ends_with(ending))
    {
        let help = "use a WOFF2 file, which is the smallest; .woff, .ttf and .otf work too".to_owned();
        table.problem("file", "theme/font-format", format!("`{path}` is not a font"), Some(help));
    }
    let weight = table.string("weight").unwrap_or_else(|| "400".to_owned());
    if !is_weight(&weight) {
        let help =
            "write a weight from 1 to 1000, or both ends of a variable font: weight = \"200 900\"".to_owned();
        table.problem("weight", "theme/font", format!("`{weight}` is not a weight"), Some(help));
    }
    let range = table.string("range");
    if let Some(range) = range.as_deref().filter(|range| !is_range(range)) {
        let help = "write it as CSS does: range = \"U+0000-024F, U+2000-206F\"".to_owned();
        table.problem("range", "theme/font", format!("`{range}` is not a range of characters"), Some(help));
    }
    let same = |word: &'static str| (word, word);
    let styles = ["normal", "italic"].map(same);
    let displays = ["swap", "fallback", "optional", "block", "auto"].map(same);
    let font = FontFile {
        family: family.unwrap_or_default(),
        file: path.clone().unwrap_or_else(Route::home),
        weight,
        style: table.choice("style", &styles).unwrap_or("normal"),
        display: table.choice("display", &displays).unwrap_or("swap"),
        range,
        preload: table.boolean("preload").unwrap_or(false),
    };
    table.finish(Unknown::Error);
    path.map(|_| font)
}

fn is_weight(text: &str) -> bool {
    let words: Vec<_> = text.split(' ').collect();
    (1..=2).contains(&words.len())
        && words.iter().all(|word| word.parse::<u16>().is_ok_and(|weight| (1..=1000).contains(&weight)))
}

fn is_range(text: &str) -> bool {
    text.split(',').all(|part| {
        let Some(digits) = part.trim().strip_prefix("U+") else { return false };
        let (first, last) = digits.split_once('-').unwrap_or((digits, digits));
        [first, last].iter().all(|end| u32::from_str_radix(end, 16).is_ok_and(|end| end <= 0x10_ffff))
    })
}
