//! The facts of the sample program, as users get them.

use checks::triage::{Catalog, Knowledge};
use domain::program::{Files, Program};

pub fn knowledge() -> Knowledge {
    let folder = format!("{}/../../programs/sample", env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::new();
    for (below, prefix) in [("", ""), ("texts/de", "texts/de/"), ("texts/en", "texts/en/")] {
        for entry in std::fs::read_dir(format!("{folder}/{below}")).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_file() {
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                files.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    let (program, _) = Program::parse(&files, jiff::civil::date(2026, 1, 1)).unwrap();
    Knowledge::from_catalog(&Catalog::from_program(&program))
}
