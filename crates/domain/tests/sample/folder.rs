//! The shipped sample program as files, for tests.

use std::path::Path;

use domain::program::Files;

/// Everything below `programs/sample`.
pub fn files() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs/sample");
    let mut files = Files::new();
    let mut waiting = vec![root.clone()];
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(dir).expect("the sample ships with the sources") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let below = path.strip_prefix(&root).expect("the path lies below the folder");
            let name = below.to_str().expect("its names are UTF-8").replace('\\', "/");
            files.insert(name, std::fs::read(&path).expect("its files can be read"));
        }
    }
    files
}
