//! The shipped sample program, broken programs, and what holds for any bytes.

use std::collections::BTreeMap;
use std::path::Path;

use domain::program::{Files, Level, Program};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn read_below(root: &Path, dir: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_below(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

fn sample() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs/sample");
    let mut files = BTreeMap::new();
    read_below(&root, &root, &mut files);
    files
}

#[test]
fn the_sample_program_has_no_mistake_and_only_honest_weaknesses() {
    let (program, weaknesses) = Program::parse(&sample(), TODAY).unwrap_or_else(|problems| {
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"))
    });
    let said: Vec<String> = weaknesses.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{}", said.join("\n"));
    assert!(said[0].starts_with("catalog.csv:1: weakness: "), "{}", said[0]);
    assert!(said[0].contains("have no end of support"), "{}", said[0]);
    assert!(weaknesses.iter().all(|w| w.level == Level::Weakness));
    assert_eq!(
        program.brands.iter().map(|b| b.case_prefix.as_str()).collect::<Vec<_>>(),
        ["BLK", "LNK", "WMO"]
    );
    assert_eq!(program.catalog.list_skus().len(), 463);
}
