//! The facts of the sample program, as users get them.

use std::path::Path;

use checks::triage::{Catalog, Knowledge};
use domain::program::{Files, Program};

pub fn knowledge() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs/sample");
    let mut files = Files::new();
    read(&folder, &folder, &mut files);
    let (program, _) = Program::parse(&files, jiff::civil::date(2026, 1, 1)).unwrap();
    Knowledge::from_catalog(&Catalog::from_program(&program))
}

fn read(top: &Path, folder: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(top, &path, files);
        } else {
            let name = path.strip_prefix(top).unwrap().to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}
