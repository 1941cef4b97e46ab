//! Tiles and entry bundles as C2SP tlog-tiles serves them (<https://c2sp.org/tlog-tiles>).

use std::fmt;

use super::{Hash, LogError, Node};

/// Hashes in a full tile, entries in a full bundle.
pub const FULL_WIDTH: u16 = 256;

/// What a tile path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// `tile/<L>/...`: hashes of the subtrees at level `8 * L`.
    Hashes {
        /// Tile level, 0 to 7 (a log of more than 2^62 entries does not exist).
        level: u8,
    },
    /// `tile/entries/...`: the entries themselves.
    Entries,
}

/// One tile or bundle: its place and how many of its 256 places are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    content: Content,
    index: u64,
    width: u16,
}

/// The highest tile level: 8 * 7 = 56, above it no log has a second node.
const MAX_LEVEL: u8 = 7;
const MAX_INDEX: u64 = 1 << 54;

impl Tile {
    /// A tile of `width` 1 to 256; none for other numbers.
    pub fn new(content: Content, index: u64, width: u16) -> Option<Tile> {
        let level_fits = !matches!(content, Content::Hashes { level } if level > MAX_LEVEL);
        (level_fits && index < MAX_INDEX && (1..=FULL_WIDTH).contains(&width)).then_some(Tile {
            content,
            index,
            width,
        })
    }

    /// The content of the tile.
    pub fn content(self) -> Content {
        self.content
    }

    /// Number of the tile within its level.
    pub fn index(self) -> u64 {
        self.index
    }

    /// Filled places, 256 for a full tile.
    pub fn width(self) -> u16 {
        self.width
    }

    /// Whether a tree of `size` entries has every hash of this tile; what lies beyond the checkpoint is not served.
    pub fn is_covered_by(self, size: u64) -> bool {
        let end = u128::from(self.index) * u128::from(FULL_WIDTH) + u128::from(self.width);
        end <= u128::from(size >> (8 * u32::from(self.level())))
    }

    fn level(self) -> u8 {
        match self.content {
            Content::Hashes { level } => level,
            Content::Entries => 0,
        }
    }

    /// The nodes whose hashes make up the tile, in order. For a bundle, the leaves.
    pub fn nodes(self) -> impl Iterator<Item = Node> {
        let first = self.index * u64::from(FULL_WIDTH);
        (first..first + u64::from(self.width)).map(move |index| Node { level: 8 * self.level(), index })
    }

    /// Every tile of a log of `size` entries that one of `old` entries did not have, in the order to write them.
    pub fn new_between(old: u64, size: u64) -> Vec<Tile> {
        let mut tiles = Vec::new();
        for content in
            [Content::Entries].into_iter().chain((0..=MAX_LEVEL).map(|level| Content::Hashes { level }))
        {
            let shift = if let Content::Hashes { level } = content { 8 * u32::from(level) } else { 0 };
            let (had, has) = (old >> shift, size >> shift);
            if had == has {
                continue;
            }
            tiles.extend((had / 256..has / 256).filter_map(|index| Tile::new(content, index, FULL_WIDTH)));
            let rest = u16::try_from(has % 256).unwrap_or_default();
            tiles.extend(Tile::new(content, has / 256, rest));
        }
        tiles
    }

    /// Reads a path below the log's address, such as `tile/0/x001/234.p/5`.
    /// None for anything that [`fmt::Display`] would not write.
    pub fn parse(path: &str) -> Option<Tile> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let content = match kind {
            "entries" => Content::Entries,
            level => Content::Hashes { level: level.parse().ok()? },
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok().filter(|width| *width < FULL_WIDTH)?),
            None => (rest, FULL_WIDTH),
        };
        let mut index: u64 = 0;
        for part in number.split('/') {
            let digits = part.strip_prefix('x').unwrap_or(part);
            index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        // One spelling each: signs, missing zeros or extra parts read but would not be written that way.
        Tile::new(content, index, width).filter(|tile| tile.to_string() == path)
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.content {
            Content::Hashes { level } => write!(f, "tile/{level}/")?,
            Content::Entries => f.write_str("tile/entries/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        while let Some(group) = groups.pop() {
            if groups.is_empty() { write!(f, "{group:03}")? } else { write!(f, "x{group:03}/")? }
        }
        if self.width < FULL_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// The bytes of a hash tile.
///
/// # Errors
/// [`LogError::Missing`] for a tile beyond the end of the tree.
pub fn hash_tile(tile: Tile, read: impl Fn(Node) -> Option<Hash>) -> Result<Vec<u8>, LogError> {
    let mut bytes = Vec::with_capacity(usize::from(tile.width) * 32);
    for node in tile.nodes() {
        bytes.extend_from_slice(read(node).ok_or(LogError::Missing(node))?.as_bytes());
    }
    Ok(bytes)
}

/// The bytes of an entry bundle: each entry after its length as two big-endian bytes.
pub fn entry_bundle<'e>(entries: impl IntoIterator<Item = &'e Hash>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend_from_slice(&32_u16.to_be_bytes());
        bytes.extend_from_slice(entry.as_bytes());
    }
    bytes
}
