//! Plain text (a mailing-list post, a terse notice) into a document: blank lines part the blocks.

use super::document::{Builder, Document, Kind};

pub(super) fn read(source: &str) -> Document<'_> {
    let mut builder = Builder::new(source);
    builder.drawn_tables = true;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if line.trim().is_empty() {
            builder.close();
        } else {
            if !builder.is_open() {
                builder.open(Kind::Paragraph, false);
            }
            builder.folded.push(line, at);
        }
        at += line.len();
    }
    builder.finish()
}
