//! Tells Cargo to build this crate again when a text or an asset was added, changed or removed:
//! the embedding macros see only the files that exist when they run.

fn main() {
    // Cargo looks through a folder with everything below it.
    for folder in ["../../locales", "../../assets"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
