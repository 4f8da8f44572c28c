//! Owns colours as site.toml names them, and how well one can be read on another (WCAG 2.2, 1.4.3).

use std::fmt;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue (sRGB).
    pub rgb: [u8; 3],
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self { rgb: [0xff; 3] };
    /// Black.
    pub const BLACK: Self = Self { rgb: [0; 3] };

    /// Reads `#0a5c66`, `#fff`, `teal`, `rgb(10 92 102)` or `hsl(187, 82%, 22%)`. Colours that let others
    /// through are none of these.
    pub fn parse(text: &str) -> Option<Self> {
        let svgtypes::Color { red, green, blue, alpha } = text.trim().parse().ok()?;
        (alpha == u8::MAX).then_some(Self { rgb: [red, green, blue] })
    }

    /// The contrast between two colours, from 1 to 21 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        (one / other).max(other / one)
    }

    /// White or black, whichever can be read better on it: one of them always can.
    pub fn ink(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }

    /// Relative luminance, from 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.rgb.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    /// As `#rrggbb`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let read = |text| Colour::parse(text).map(|colour| colour.to_string());
        for text in ["#0a5c66", " #0A5C66 ", "rgb(10, 92, 102)"] {
            assert_eq!(read(text).as_deref(), Some("#0a5c66"), "{text}");
        }
        assert_eq!(read("#fff").as_deref(), Some("#ffffff"));
        assert_eq!(read("teal").as_deref(), Some("#008080"));
        for text in
            ["", "#12345", "tael", "rgba(0, 0, 0, 0.5)", "#11223344", "red; } body { color: red", "red blue"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let contrast = |one, other| Colour::parse(one).unwrap().contrast(Colour::parse(other).unwrap());
        assert!((contrast("white", "black") - 21.0).abs() < 0.001);
        assert!((contrast("#767676", "#fff") - 4.54).abs() < 0.01);
        assert_eq!(Colour::parse("#777").unwrap().ink(), Colour::BLACK);
        assert_eq!(Colour::parse("#0a5c66").unwrap().ink(), Colour::WHITE);
    }
}
