//! Rules about scores: vector, version and score of a CVSS object must agree. That the severity fits the score is part
//! of the schema.

use serde_json::{Map, Value};

use super::{Subject, add, items};
use crate::cvss::Vector;
use crate::finding::Finding;

pub(super) fn check(subject: Subject<'_>, out: &mut Vec<Finding>) {
    for (index, metric) in items(subject.container.metrics.as_ref()).iter().enumerate() {
        let objects = [
            ("cvssV4_0", &metric.cvss_v4_0),
            ("cvssV3_1", &metric.cvss_v3_1),
            ("cvssV3_0", &metric.cvss_v3_0),
        ];
        for (name, object) in objects {
            if let Some(object) = object {
                check_object(object, &subject.at(&format!("/metrics/{index}/{name}")), out);
            }
        }
    }
}

fn check_object(object: &Map<String, Value>, base: &str, out: &mut Vec<Finding>) {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let score = object.get("baseScore").and_then(Value::as_f64);
    let Some(vector) = text("vectorString") else { return };
    let pointer = format!("{base}/vectorString");
    let vector = match Vector::parse(vector) {
        Ok(vector) => vector,
        Err(error) => return add(out, "cvss", pointer, &error.to_string()),
    };
    if text("version").is_some_and(|version| version != vector.version().as_str()) {
        add(out, "cvss", pointer, "the vector is of another version than the object");
        return;
    }
    // CVSS 4.0 has one score for all metrics of a vector, 3.x one for the base metrics; records of 4.0 state either.
    let computed = [vector.base_score().value(), vector.score().value()];
    if score.is_some_and(|score| !computed.iter().any(|one| (score - one).abs() < 0.05)) {
        let message = format!("the vector gives a base score of {:.1}", vector.base_score().value());
        add(out, "cvss", format!("{base}/baseScore"), &message);
    }
}
