//! Reads the pairs of custom properties out of the stylesheet and computes their contrast (WCAG 2.2, 1.4.3 and
//! 1.4.11) in the light and in the dark theme.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it cannot read")]

use std::collections::BTreeMap;

type Rgb = [f64; 3];

/// Text on its ground: at least 4.5 to 1.
const TEXT: &[(&str, &[&str])] = &[
    (
        "ink",
        &[
            "ground",
            "surface",
            "sunken",
            "accent-soft",
            "mark",
            "warning-soft",
            "danger-soft",
            "success-soft",
            "info-soft",
            "progress-soft",
            "neutral-soft",
        ],
    ),
    (
        "ink-soft",
        &[
            "ground",
            "surface",
            "sunken",
            "accent-soft",
            "warning-soft",
            "danger-soft",
            "success-soft",
            "neutral-soft",
        ],
    ),
    ("accent", &["ground", "surface", "sunken", "accent-soft"]),
    ("accent-strong", &["ground", "surface", "accent-soft"]),
    ("on-accent", &["accent", "accent-strong"]),
    ("on-rail", &["rail", "rail-raised"]),
    ("on-rail-soft", &["rail", "rail-raised"]),
    ("spark", &["rail", "rail-raised"]),
    ("on-spark", &["spark", "on-rail"]),
    ("neutral", &["neutral-soft", "surface", "ground", "accent-soft"]),
    ("info", &["info-soft", "surface", "ground", "accent-soft"]),
    ("progress", &["progress-soft", "surface", "ground", "accent-soft"]),
    ("success", &["success-soft", "surface", "ground"]),
    ("warning", &["warning-soft", "surface", "ground", "accent-soft"]),
    ("danger", &["danger-soft", "surface", "ground"]),
    ("on-danger", &["danger"]),
    ("critical", &["surface", "ground", "accent-soft", "sunken"]),
    ("success-soft", &["success"]),
    ("warning-soft", &["warning"]),
    ("surface", &["ink"]),
];

/// Edges of fields, focus rings, bars: at least 3 to 1.
const SHAPES: &[(&str, &[&str])] = &[
    ("line-strong", &["ground", "surface", "sunken"]),
    ("focus", &["ground", "surface", "sunken", "accent-soft", "danger-soft"]),
    ("spark", &["rail", "rail-raised"]),
    ("accent", &["line", "surface", "ground"]),
    ("danger", &["surface", "ground"]),
];

#[test]
fn every_pair_of_colours_is_readable_in_both_themes() {
    let colours = colours(include_str!("../../../assets/app.css"));
    let mut poor = Vec::new();
    for (pairs, least) in [(TEXT, 4.5), (SHAPES, 3.0)] {
        for (fore, grounds) in pairs {
            for ground in *grounds {
                for (theme, i) in [("light", 0), ("dark", 1)] {
                    let ratio = contrast(colours[*fore][i], colours[*ground][i]);
                    if ratio < least {
                        poor.push(format!("{theme}: {fore} on {ground} is {ratio:.2}, needs {least}"));
                    }
                }
            }
        }
    }
    assert!(poor.is_empty(), "{poor:#?}");
}

#[test]
fn the_measure_agrees_with_known_values() {
    assert!((contrast([0.0; 3], [255.0; 3]) - 21.0).abs() < 1e-9);
    // #767676 on white is the well-known darkest grey that just passes.
    assert!((contrast([118.0; 3], [255.0; 3]) - 4.54).abs() < 0.01);
}

#[test]
fn the_stylesheet_loads_nothing_from_elsewhere() {
    let css = include_str!("../../../assets/app.css");
    for forbidden in ["url(", "@import", "@font-face", "http:", "https:", "data:"] {
        assert!(!css.replace("a[href^=\"http\"]", "").contains(forbidden), "{forbidden}");
    }
}

#[test]
fn every_custom_property_used_is_defined() {
    let css = include_str!("../../../assets/app.css");
    for (at, _) in css.match_indices("var(--") {
        let name: String = css[at + 4..].chars().take_while(|c| *c != ')' && *c != ',').collect();
        assert!(css.contains(&format!("{name}:")), "{name}");
    }
}

fn colours(css: &str) -> BTreeMap<String, [Rgb; 2]> {
    let mut found = BTreeMap::new();
    for line in css.lines() {
        let Some((name, value)) = line.trim().strip_prefix("--").and_then(|l| l.split_once(": light-dark("))
        else {
            continue;
        };
        let Some((light, dark)) = value.trim_end_matches(");").split_once(", ") else { continue };
        found.insert(name.to_owned(), [rgb(light), rgb(dark)]);
    }
    found
}

fn rgb(hex: &str) -> Rgb {
    let digits = hex.strip_prefix('#').unwrap();
    assert_eq!(digits.len(), 6, "{hex}");
    [0, 2, 4].map(|i| f64::from(u8::from_str_radix(&digits[i..i + 2], 16).unwrap()))
}

/// WCAG 2.2, definitions of "contrast ratio" and "relative luminance".
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    let [r, g, b] = colour.map(|c| {
        let c = c / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}
