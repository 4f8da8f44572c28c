//! Tests of titles in their box, and of cards painted.

use expect_test::expect;

use super::*;

fn fitted(title: &str) -> Fitted {
    Typesetter::new(Vec::new()).unwrap().fit(title, &Settings::default())
}

fn shown(title: &str) -> String {
    let Fitted { size, lines, missing, .. } = fitted(title);
    let lines: Vec<String> = lines.iter().map(|line| format!("{} {}", line.y, line.text)).collect();
    format!("{size} px\n{}\n{missing:?}\n", lines.join("\n"))
}

#[test]
fn letters_get_smaller_before_words_are_lost() {
    expect![[r#"
        76 px
        64 Hot and cold wallets
        []
    "#]]
    .assert_eq(&shown("Hot and cold wallets"));
    expect![[r#"
        56 px
        47 Why the second claim window of the
        113 Grass airdrop closed two days
        179 before anybody had been told, and
        245 what the contract says about it
        []
    "#]]
    .assert_eq(&shown("Why the second claim window of the Grass airdrop closed two days before anybody had been told, and what the contract says about it"));
    expect![[r#"
        44 px
        37 Everything that could be said of this and was
        88 therefore said at length, Everything that could
        139 be said of this and was therefore said at
        190 length, Everything that could be said of this…
        []
    "#]]
    .assert_eq(&shown(&"Everything that could be said of this and was therefore said at length, ".repeat(5)));
    expect![[r#"
        44 px
        37 0xd8dA6BF26964aF9D7eEd9e03E53415D37aA…
        []
    "#]]
    .assert_eq(&shown("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045d8dA6BF26964aF9D7eEd9e03E53415D37aA96045"));
    expect![[r#"
        76 px
        64 Что такое «холодный»
        153 кошелёк? Ένα πορτοφόλι
        242 日本
        ['日', '本']
    "#]]
    .assert_eq(&shown("Что такое «холодный» кошелёк? Ένα πορτοφόλι 日本"));
    expect![[r#"
        76 px

        []
    "#]]
    .assert_eq(&shown(""));
}

#[test]
fn no_line_is_wider_than_the_box() {
    let setter = Typesetter::new(Vec::new()).unwrap();
    let settings = Settings::default();
    for words in 1..60 {
        let title = ["Wallets", "a", "cryptographically", "of—the", "x-y"].repeat(words)[..words].join(" ");
        let fitted = setter.fit(&title, &settings);
        assert!(fitted.lines.len() <= 4, "{title}");
        for line in &fitted.lines {
            let width = setter.widths(&line.text).0.iter().sum::<f32>() * fitted.size as f32;
            assert!(width <= settings.title_width as f32 + 0.5, "{width}: {}", line.text);
        }
    }
}

#[test]
fn painted_at_the_size_that_is_asked_for() {
    let setter = Typesetter::new(Vec::new()).unwrap();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 630'><rect width='1200' height='630' fill='#fff'/><text x='80' y='300' font-family='Noto Serif' font-weight='700' font-size='80'>Wallets</text><image href='/etc/hostname' width='9' height='9'/></svg>";
    let png = setter.paint(svg).unwrap();
    assert_eq!(png, setter.paint(svg).unwrap());
    assert_eq!(imagesize::blob_size(&png).map(|size| (size.width, size.height)).ok(), Some((1200, 630)));
    let dark =
        image::load_from_memory(&png).unwrap().into_luma8().pixels().filter(|pixel| pixel.0[0] < 60).count();
    assert!((4000..40_000).contains(&dark), "{dark}");
    assert!(setter.paint("<svg").is_err());
    assert!(Typesetter::new(vec![b"no font".to_vec()]).is_err());
}
