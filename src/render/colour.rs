//! Colours as briefs and style sheets write them: parsing, mixing, contrast.
//!
//! Contrast and luminance follow WCAG 2.2 (relative luminance of sRGB). Conversion to video
//! colour is the compositor's.

use std::fmt;

/// An sRGB colour with alpha.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// 0–255.
    pub red: u8,
    /// 0–255.
    pub green: u8,
    /// 0–255.
    pub blue: u8,
    /// 0 transparent to 1 opaque.
    pub alpha: f64,
}

impl Colour {
    /// Opaque black.
    pub const BLACK: Self = Self { red: 10, green: 10, blue: 12, alpha: 1.0 };
    /// Opaque white.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255, alpha: 1.0 };

    /// Reads `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb(…)`, `rgba(…)` and a few names.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(hex) = text.strip_prefix('#') {
            return Self::from_hex(hex);
        }
        let lower = text.to_ascii_lowercase();
        if let Some(inside) = lower.strip_prefix("rgba(").or_else(|| lower.strip_prefix("rgb(")) {
            let numbers: Vec<f64> = inside
                .trim_end_matches(')')
                .split([',', '/', ' '])
                .filter(|part| !part.is_empty())
                .map(|part| match part.strip_suffix('%') {
                    Some(percent) => percent.parse::<f64>().map(|p| p / 100.0),
                    None => part.parse(),
                })
                .collect::<Result<_, _>>()
                .ok()?;
            let [red, green, blue, rest @ ..] = numbers.as_slice() else { return None };
            let byte = |v: f64| v.clamp(0.0, 255.0).round() as u8;
            return Some(Self {
                red: byte(*red),
                green: byte(*green),
                blue: byte(*blue),
                alpha: rest.first().copied().unwrap_or(1.0).clamp(0.0, 1.0),
            });
        }
        let hex = match lower.as_str() {
            "white" => "ffffff",
            "black" => "000000",
            "red" => "ff0000",
            "green" => "008000",
            "blue" => "0000ff",
            "yellow" => "ffff00",
            "orange" => "ffa500",
            "purple" => "800080",
            "pink" => "ffc0cb",
            "gray" | "grey" => "808080",
            "transparent" => "00000000",
            _ => return None,
        };
        Self::from_hex(hex)
    }

    fn from_hex(hex: &str) -> Option<Self> {
        if !hex.is_ascii() {
            return None;
        }
        let wide: String = match hex.len() {
            3 | 4 => hex.chars().flat_map(|c| [c, c]).collect(),
            6 | 8 => hex.to_owned(),
            _ => return None,
        };
        let byte = |at: usize| u8::from_str_radix(&wide[at..at + 2], 16).ok();
        let alpha = if wide.len() == 8 { f64::from(byte(6)?) / 255.0 } else { 1.0 };
        Some(Self { red: byte(0)?, green: byte(2)?, blue: byte(4)?, alpha })
    }

    /// The colours named anywhere in a CSS value, such as the stops of a gradient.
    #[must_use]
    pub fn all_in(css: &str) -> Vec<Self> {
        let mut found = Vec::new();
        for (at, _) in css.match_indices('#') {
            let hex: String =
                css[at + 1..].chars().take_while(char::is_ascii_hexdigit).take(8).collect();
            found.extend(Self::from_hex(&hex));
        }
        for (at, _) in css.match_indices("rgb") {
            if let Some(end) = css[at..].find(')') {
                found.extend(Self::parse(&css[at..=at + end]));
            }
        }
        found
    }

    /// The same colour with another alpha.
    #[must_use]
    pub fn with_alpha(self, alpha: f64) -> Self {
        Self { alpha: alpha.clamp(0.0, 1.0), ..self }
    }

    /// `t` of the way to `other`, in sRGB.
    #[must_use]
    pub fn mix(self, other: Self, t: f64) -> Self {
        let t = t.clamp(0.0, 1.0);
        let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
        Self {
            red: blend(self.red, other.red),
            green: blend(self.green, other.green),
            blue: blend(self.blue, other.blue),
            alpha: self.alpha + (other.alpha - self.alpha) * t,
        }
    }

    /// Relative luminance, 0 to 1.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// Near-black or white, whichever reads better on this colour.
    #[must_use]
    pub fn readable_on(self) -> Self {
        // White is preferred on saturated mid-tones, as designers do, until it falls under 3:1.
        if self.contrast(Self::WHITE) >= 3.0 { Self::WHITE } else { Self::BLACK }
    }

    /// The mean of several colours; black when there are none.
    #[must_use]
    pub fn mean(colours: &[Self]) -> Self {
        if colours.is_empty() {
            return Self::BLACK;
        }
        let count = colours.len() as f64;
        let mean = |channel: fn(&Self) -> u8| {
            (colours.iter().map(|c| f64::from(channel(c))).sum::<f64>() / count).round() as u8
        };
        Self { red: mean(|c| c.red), green: mean(|c| c.green), blue: mean(|c| c.blue), alpha: 1.0 }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alpha >= 1.0 {
            write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
        } else {
            write!(f, "rgba({},{},{},{:.3})", self.red, self.green, self.blue, self.alpha)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_colour_reads() {
        for text in ["#f00", "#ff0000", "#ff0000ff", "rgb(255, 0, 0)", "rgba(255 0 0 / 100%)"] {
            assert_eq!(Colour::parse(text).map(|c| c.to_string()).as_deref(), Some("#ff0000"));
        }
        assert_eq!(Colour::parse("#12"), None);
        assert_eq!(Colour::parse("blurple"), None);
    }

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        let black = Colour::parse("#000").expect("black");
        assert!((black.contrast(Colour::WHITE) - 21.0).abs() < 0.01);
    }

    #[test]
    fn the_stops_of_a_gradient_are_found() {
        let stops = Colour::all_in("linear-gradient(135deg, #0a0a0a 0%, rgba(1,2,3,0.5) 50%)");
        assert_eq!(stops.len(), 2);
    }
}
