//! Names of weaknesses, exactly as the CWE list has them: CSAF test 6.1.11 compares them letter by letter.

use domain::id::CweId;
use formats::advisory::Cwe;

const LIST: &str = include_str!("../../../data/cwe.tsv");

/// The weakness with its official name; `None` for numbers that are not in the list.
#[must_use]
pub fn find(id: CweId) -> Option<Cwe> {
    let number = id.0.to_string();
    let name = LIST.lines().find_map(|line| line.split_once('\t').filter(|(n, _)| *n == number))?.1;
    Some(Cwe { id: format!("CWE-{number}"), name: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_list() {
        assert!(find(CweId(78)).is_some_and(|cwe| cwe.name.ends_with("('OS Command Injection')")));
        assert_eq!(find(CweId(4_000_000)), None);
    }
}
