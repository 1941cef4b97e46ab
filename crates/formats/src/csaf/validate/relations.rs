//! Test 6.1.3, "circular definition of product ids", in time linear in the number of relationships and without
//! recursion, so that neither a long chain nor a dense net of products can hold up or overturn the server.

use std::collections::HashMap;

use serde_json::Value;

use super::{Finding, Severity, items};

/// One finding for each definition that closes a circle.
pub(super) fn find_circles(document: &Value) -> Vec<Finding> {
    let mut net = Net::default();
    let mut findings = Vec::new();
    for (index, relationship) in items(document, "/product_tree/relationships").enumerate() {
        let pointer = format!("/product_tree/relationships/{index}");
        let names = ["product_reference", "relates_to_product_reference"];
        let targets =
            names.iter().filter_map(|name| Some((format!("/{name}"), relationship.get(name)?.as_str()?)));
        net.define(relationship, &pointer, targets.collect(), &mut findings);
    }
    for (index, path) in items(document, "/product_tree/product_paths").enumerate() {
        let pointer = format!("/product_tree/product_paths/{index}");
        let name = "beginning_product_reference";
        let first = path.get(name).and_then(Value::as_str).map(|id| (format!("/{name}"), id));
        let next = items(path, "/subpaths").enumerate().filter_map(|(step, subpath)| {
            let id = subpath.get("next_product_reference")?.as_str()?;
            Some((format!("/subpaths/{step}/next_product_reference"), id))
        });
        net.define(path, &pointer, first.into_iter().chain(next).collect(), &mut findings);
    }
    findings.extend(net.circles());
    findings
}

/// Product ids as numbers, and from each the ids that its definition rests on.
#[derive(Debug, Default)]
struct Net<'a> {
    numbers: HashMap<&'a str, usize>,
    names: Vec<&'a str>,
    edges: Vec<Vec<Edge>>,
    definitions: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    to: usize,
    definition: usize,
}

impl<'a> Net<'a> {
    fn define(
        &mut self,
        definition: &'a Value,
        pointer: &str,
        targets: Vec<(String, &'a str)>,
        findings: &mut Vec<Finding>,
    ) {
        let Some(id) = definition.pointer("/full_product_name/product_id").and_then(Value::as_str) else {
            return;
        };
        if let Some((place, _)) = targets.iter().find(|(_, target)| *target == id) {
            findings
                .push(finding(format!("{pointer}{place}"), "A product id is defined by itself".to_owned()));
            return;
        }
        let from = self.number(id);
        let index = self.definitions.len();
        self.definitions.push(pointer.to_owned());
        for (_, target) in targets {
            let to = self.number(target);
            self.edges[from].push(Edge { to, definition: index });
        }
    }

    fn number(&mut self, id: &'a str) -> usize {
        let next = self.names.len();
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.names.push(id);
            self.edges.push(Vec::new());
        }
        number
    }

    /// A depth-first walk with its own stack; an edge back into the stack closes a circle.
    fn circles(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut state = vec![State::New; self.names.len()];
        for start in 0..self.names.len() {
            let mut stack: Vec<(usize, usize)> = Vec::new();
            if state[start] == State::New {
                state[start] = State::OnStack(0);
                stack.push((start, 0));
            }
            while let Some((node, next)) = stack.last_mut() {
                let Some(edge) = self.edges[*node].get(*next) else {
                    state[*node] = State::Done;
                    stack.pop();
                    continue;
                };
                *next += 1;
                match state[edge.to] {
                    State::Done => {}
                    State::New => {
                        state[edge.to] = State::OnStack(stack.len());
                        stack.push((edge.to, 0));
                    }
                    State::OnStack(depth) => findings.push(self.circle(edge, &stack[depth..])),
                }
            }
        }
        findings
    }

    fn circle(&self, closing: &Edge, members: &[(usize, usize)]) -> Finding {
        const SHOWN: usize = 5;
        let mut names: Vec<&str> = members.iter().take(SHOWN).map(|(node, _)| self.names[*node]).collect();
        if members.len() > SHOWN {
            names.push("...");
        }
        names.push(self.names[closing.to]);
        let pointer = self.definitions[closing.definition].clone();
        finding(pointer, format!("Product ids are defined in a circle: {}", names.join(" -> ")))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnStack(usize),
    Done,
}

fn finding(pointer: String, message: String) -> Finding {
    Finding { test: "6.1.3".to_owned(), severity: Severity::Error, pointer, message }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::find_circles;

    fn document(relationships: &[(String, String, String)]) -> Value {
        let list: Vec<Value> = relationships
            .iter()
            .map(|(id, of, to)| {
                json!({
                    "full_product_name": {"product_id": id, "name": id},
                    "product_reference": of,
                    "relates_to_product_reference": to,
                })
            })
            .collect();
        json!({"product_tree": {"relationships": list}})
    }

    fn triple(id: &str, of: &str, to: &str) -> (String, String, String) {
        (id.to_owned(), of.to_owned(), to.to_owned())
    }

    #[test]
    fn a_circle_is_found_once_and_a_shared_part_is_none() {
        let circle = [triple("a", "b", "x"), triple("b", "c", "x"), triple("c", "a", "x")];
        let found = find_circles(&document(&circle));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, "/product_tree/relationships/2");
        assert!(found[0].message.ends_with("a -> b -> c -> a"), "{}", found[0].message);
        let diamond = [triple("a", "b", "c"), triple("b", "d", "x"), triple("c", "d", "x")];
        assert_eq!(find_circles(&document(&diamond)), []);
        let own = find_circles(&document(&[triple("a", "x", "a")]));
        assert_eq!(own[0].pointer, "/product_tree/relationships/0/relates_to_product_reference");
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_is_walked_without_recursion() {
        let mut chain: Vec<_> =
            (0..100_000).map(|n| triple(&format!("p{n}"), &format!("p{}", n + 1), "base")).collect();
        assert_eq!(find_circles(&document(&chain)), []);
        chain.push(triple("p100000", "p0", "base"));
        let found = find_circles(&document(&chain));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.len() < 200);
    }
}
