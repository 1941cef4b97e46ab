//! Facts for the draft check: what can be computed from them is.

use checks::draft::Facts;
use formats::cvss::Vector;

/// Computes the score from the vector where the facts have a vector without one, so that the draft's score can be
/// judged. A score that is given stays as it is.
pub fn score(facts: &mut Facts) {
    if facts.cvss.score.is_some() {
        return;
    }
    let typed = facts.cvss.vector.trim();
    let prefixed = if typed.to_ascii_uppercase().starts_with("CVSS:") || facts.cvss.version.is_empty() {
        typed.to_owned()
    } else {
        format!("CVSS:{}/{typed}", facts.cvss.version)
    };
    if let Ok(vector) = Vector::parse(&prefixed) {
        facts.cvss.score = Some(vector.base_score().value());
    }
}

#[cfg(test)]
mod tests {
    use checks::draft::{Cvss, Facts};

    use super::score;

    #[test]
    fn a_missing_score_is_computed_and_a_given_one_kept() {
        let with = |version: &str, vector: &str, given| {
            let cvss = Cvss {
                version: version.to_owned(),
                vector: vector.to_owned(),
                score: given,
                ..Cvss::default()
            };
            let mut facts = Facts { cvss, ..Facts::default() };
            score(&mut facts);
            facts.cvss.score
        };
        assert_eq!(with("3.1", "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", None), Some(8.8));
        assert_eq!(with("3.1", "AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", None), Some(8.8));
        assert_eq!(with("3.1", "AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", Some(8.0)), Some(8.0));
        assert_eq!(with("", "nothing", None), None);
    }
}
