//! `tellfirst cvss`: a vector's score, severity and metrics in words.

use std::io::{self, Write};
use std::process::ExitCode;

use formats::cvss::{Group, Vector, VectorError};
use serde_json::{Value, json};

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The vector, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H (3.0, 3.1 or 4.0)
    vector: String,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command: 0 after an answer, 2 with one line on standard error for what is no vector.
pub fn run(args: &Args) -> ExitCode {
    match answer(args) {
        Ok(text) => match io::stdout().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            // Nobody reads any more, as after `| head`.
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            let _ = writeln!(io::stderr(), "tellfirst cvss: {error}");
            ExitCode::from(2)
        }
    }
}

fn answer(args: &Args) -> Result<String, VectorError> {
    let vector = Vector::parse(&args.vector)?;
    Ok(if args.json { format!("{:#}\n", as_json(&vector)) } else { as_text(&vector) })
}

fn as_json(vector: &Vector) -> Value {
    let metrics: Vec<_> = vector
        .metrics()
        .iter()
        .map(|metric| {
            json!({
                "metric": metric.abbreviation,
                "name": metric.name.english,
                "value": metric.value,
                "value_name": metric.value_name.english,
                "group": group_name(metric.group),
            })
        })
        .collect();
    json!({
        "vector": vector.to_string(),
        "version": vector.version().as_str(),
        "score": vector.score().value(),
        "severity": vector.severity().as_str(),
        "base_score": vector.base_score().value(),
        "base_severity": vector.base_score().severity().as_str(),
        "temporal_score": vector.temporal_score().map(|score| score.value()),
        "environmental_score": vector.environmental_score().map(|score| score.value()),
        "nomenclature": vector.nomenclature().map(|name| name.as_str()),
        "metrics": metrics,
    })
}

fn as_text(vector: &Vector) -> String {
    let mut text = format!("{vector}\n{} {}", vector.score(), vector.severity());
    if let Some(nomenclature) = vector.nomenclature() {
        text.push_str(&format!(" ({nomenclature})"));
    }
    text.push('\n');
    let parts = [
        ("base", Some(vector.base_score()).filter(|base| *base != vector.score())),
        ("temporal", vector.temporal_score()),
        ("environmental", vector.environmental_score()),
    ];
    for (name, score) in parts {
        if let Some(score) = score {
            text.push_str(&format!("  {name} score {score}\n"));
        }
    }
    for metric in vector.metrics() {
        let (name, value) = (metric.name.english, metric.value_name.english);
        text.push_str(&format!("  {:<4}{name:<44}{value} ({})\n", metric.abbreviation, metric.value));
    }
    text
}

fn group_name(group: Group) -> &'static str {
    match group {
        Group::Base => "base",
        Group::Threat => "threat",
        Group::Environmental => "environmental",
        Group::Supplemental => "supplemental",
    }
}
