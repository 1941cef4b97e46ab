//! Bounds on documents whose parts refer to each other so much that the tests of the validator crate would take
//! time or stack out of all proportion to their size. Real documents stay far below them.

use std::collections::HashMap;

use serde_json::Value;

use super::refusal::Refusal;
use super::{items, texts};

/// Steps that resolving all product groups may take. Each mention of groups is resolved by walking the list of
/// groups, and gives the products of the groups it names.
const MAX_GROUP_STEPS: usize = 5_000_000;

/// Actions of an involvement (2.1) that refer to others. They are followed by recursion.
const MAX_LINKED_ACTIONS: usize = 1000;

/// Refuses a document over the bounds.
pub(super) fn check(document: &Value) -> Result<(), Refusal> {
    if group_steps(document) > MAX_GROUP_STEPS {
        return Err(Refusal::TooIntricate { what: "product groups" });
    }
    let linked = items(document, "/document/involvement/actions")
        .filter(|action| action.get("referenced_action_ids").is_some());
    if linked.count() > MAX_LINKED_ACTIONS {
        return Err(Refusal::TooIntricate { what: "actions" });
    }
    Ok(())
}

fn group_steps(document: &Value) -> usize {
    let groups: HashMap<&str, usize> = items(document, "/product_tree/product_groups")
        .filter_map(|group| Some((group.get("group_id")?.as_str()?, items(group, "/product_ids").count())))
        .collect();
    if groups.is_empty() {
        return 0;
    }
    let mut steps: usize = 0;
    let mut waiting = vec![document];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(list) => waiting.extend(list),
            Value::Object(members) => {
                if members.contains_key("group_ids") {
                    let products = texts(value, "/group_ids").filter_map(|id| groups.get(id)).sum::<usize>();
                    steps = steps.saturating_add(groups.len()).saturating_add(products);
                }
                waiting.extend(members.values());
            }
            _ => {}
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Refusal, check};

    fn document(groups: usize, products: usize, mentions: usize) -> Value {
        let groups: Vec<Value> = (0..groups)
            .map(|n| json!({"group_id": format!("G{n}"), "product_ids": vec!["P"; products]}))
            .collect();
        let remediations: Vec<Value> = (0..mentions).map(|_| json!({"group_ids": ["G0"]})).collect();
        json!({
            "product_tree": {"product_groups": groups},
            "vulnerabilities": [{"remediations": remediations}],
        })
    }

    #[test]
    fn groups_may_be_many_or_large_or_often_named_but_not_all_at_once() {
        assert_eq!(check(&document(1000, 10, 1000)), Ok(()));
        assert_eq!(check(&document(1, 10_000, 400)), Ok(()));
        let refused = Err(Refusal::TooIntricate { what: "product groups" });
        assert_eq!(check(&document(5000, 1, 5000)), refused);
        assert_eq!(check(&document(1, 10_000, 5000)), refused);
    }

    #[test]
    fn a_long_chain_of_actions_is_refused() {
        let chain = |length: usize| {
            let actions: Vec<Value> = (0..length)
                .map(|n| json!({"action_id": format!("a{n}"), "referenced_action_ids": [format!("a{}", n + 1)]}))
                .collect();
            json!({"document": {"involvement": {"actions": actions}}})
        };
        assert_eq!(check(&chain(1000)), Ok(()));
        assert_eq!(check(&chain(1001)), Err(Refusal::TooIntricate { what: "actions" }));
    }
}
