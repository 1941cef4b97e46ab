//! A report cut into the prose that describes the flaw, and code; what stands beside the matter is left out.

use super::names::is_header_line;
use crate::triage::words::fold;

/// A report cut into prose that describes the flaw and code.
pub(super) struct Sections {
    pub(super) prose: String,
    pub(super) code: String,
}

/// Headings of parts that do not describe the flaw itself.
const SIDE_HEADINGS: &[&str] = &[
    "impact",
    "recommendation",
    "recommendations",
    "remediation",
    "timeline",
    "mitigation",
    "suggested fix",
    "fix",
    "background",
    "how i tested",
    "how we tested",
    "test setup",
    "test environment",
    "environment",
    "versions looked at",
    "versions",
    "binary hardening",
    "hardening",
    "disclosure",
    "credits",
    "credit",
    "references",
    "about",
    "contact",
    "our recommendation",
    "disclosure policy",
    "legal",
    "tools",
    "acknowledgement",
];

impl Sections {
    pub(super) fn of(body: &str) -> Self {
        let (mut prose, mut code) = (String::new(), String::new());
        let (mut in_fence, mut side_section, mut side_paragraph, mut after_blank) =
            (false, false, false, true);
        let mut is_appendix = false;
        for line in body.lines() {
            let trimmed = line.trim();
            if trimmed.starts_with("```") {
                in_fence = !in_fence;
            } else if in_fence || looks_like_code(trimmed) {
                code.push_str(trimmed);
                code.push('\n');
            } else if trimmed.is_empty() {
                after_blank = true;
            } else {
                if is_heading(trimmed) {
                    side_section = is_side_heading(trimmed);
                    side_paragraph = side_section;
                } else if after_blank && !(side_paragraph && is_appendix) {
                    side_paragraph = is_side_heading(trimmed);
                    is_appendix = side_paragraph && !prose.is_empty() && is_appendix_heading(trimmed);
                }
                after_blank = false;
                if !side_section && !side_paragraph && !trimmed.starts_with('|') {
                    prose.push_str(line);
                    prose.push('\n');
                }
            }
        }
        Self { prose, code }
    }
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#') || (line.starts_with("**") && line.trim_end_matches([':', ' ']).ends_with("**"))
}

/// Parts that come after the finding and do not lead back to it.
fn is_appendix_heading(line: &str) -> bool {
    let plain = fold(line);
    [
        "timeline",
        "binary hardening",
        "hardening",
        "how i tested",
        "how we tested",
        "versions looked at",
        "background",
    ]
    .iter()
    .any(|h| plain.trim_start_matches(['*', '#', ' ']).starts_with(h))
}

fn is_side_heading(line: &str) -> bool {
    let plain = fold(line.trim_matches(|c: char| matches!(c, '#' | '*' | ' ' | '_')));
    let head = plain.split([':', '*']).next().unwrap_or("").trim();
    SIDE_HEADINGS.iter().any(|h| {
        head == *h
            || (head.len() < 45
                && head.starts_with(h)
                && head.as_bytes().get(h.len()) == Some(&b' ')
                && h.len() > 7)
    })
}

fn looks_like_code(line: &str) -> bool {
    let starts = ["curl ", "wget ", "GET /", "POST /", "python", "import ", "requests.", "$ curl"];
    starts.iter().any(|s| line.starts_with(s))
        || is_header_line(line)
            && line.contains(": ")
            && line.len() < 120
            && line.starts_with(|c: char| c.is_ascii_uppercase())
}
