//! The weights of the score, as `cargo xtask fit duplicates FILE...` prints them.

/// Number of measures of a pair.
pub const MEASURES: usize = 38;

/// What is measured of a pair of reports.
pub const NAMES: [&str; MEASURES] = [
    "handlers shared",
    "handlers differ",
    "parameters shared",
    "parameters differ",
    "names shared",
    "parts alike",
    "words alike",
    "class shared",
    "class differs",
    "same model",
    "sibling model",
    "other series",
    "other brand",
    "names alike",
    "parts shared",
    "words shared",
    "a handler missing",
    "a parameter missing",
    "parts apart",
    "names apart",
    "parts of title and request apart",
    "names of title and request differ",
    "no name shared",
    "ways of breaking in differ",
    "handlers of title or request differ",
    "parameters of title or request differ",
    "most likely ways of breaking in differ",
    "a rare name of title or request in common",
    "the same rare request, and nothing against it",
    "topics alike",
    "topics shared",
    "topics apart",
    "parameter spelled out in the other",
    "handler spelled out in the other",
    "parameter not spelled out in the other",
    "handler not spelled out in the other",
    "topics of titles alike",
    "the shared series is rare",
];

pub(super) const BIAS: f64 = -1.35;
pub(super) const WEIGHTS: [f64; MEASURES] = [
    -4.02, // handlers shared
    -1.45, // handlers differ
    -1.95, // parameters shared
    -1.46, // parameters differ
    0.28,  // names shared
    7.48,  // parts alike
    -2.29, // words alike
    1.42,  // class shared
    -1.87, // class differs
    1.16,  // same model
    0.13,  // sibling model
    -1.50, // other series
    -2.10, // other brand
    -0.41, // names alike
    0.63,  // parts shared
    0.16,  // words shared
    -0.36, // a handler missing
    -0.47, // a parameter missing
    -0.96, // parts apart
    -0.97, // names apart
    -2.19, // parts of title and request apart
    -1.36, // names of title and request differ
    -1.10, // no name shared
    -1.89, // ways of breaking in differ
    -1.84, // handlers of title or request differ
    -1.92, // parameters of title or request differ
    -1.88, // most likely ways of breaking in differ
    1.86,  // a rare name of title or request in common
    2.82,  // the same rare request, and nothing against it
    -2.60, // topics alike
    0.26,  // topics shared
    -2.68, // topics apart
    -0.85, // parameter spelled out in the other
    0.22,  // handler spelled out in the other
    -1.17, // parameter not spelled out in the other
    -0.75, // handler not spelled out in the other
    0.43,  // topics of titles alike
    7.40,  // the shared series is rare
];
