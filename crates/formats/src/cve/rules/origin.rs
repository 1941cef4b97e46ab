//! Rules about the record as a whole: its id, its dates, its tags.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use super::{Subject, add, items};
use crate::finding::Finding;

/// The hours after its disclosure within which a record must be published (4.5.1.4).
const MUST_HOURS: i64 = 72;

pub(super) fn check(subject: Subject<'_>, out: &mut Vec<Finding>) {
    if subject.cve_id().is_some_and(|id| id.starts_with("CVE-1900-")) {
        let message = "ids of 1900 are for examples; CVE Services do not know them";
        add(out, "example-id", "/cveMetadata/cveId".to_owned(), message);
    }
    check_year(subject, out);
    check_dates(subject, out);
    check_tags(subject, out);
}

fn check_year(subject: Subject<'_>, out: &mut Vec<Finding>) {
    let (Some(record), Some(id)) = (subject.record, subject.cve_id()) else { return };
    let metadata = &record.cve_metadata;
    let dates = [&metadata.date_reserved, &metadata.date_published, &record.containers.cna.date_public];
    let mut years = dates.into_iter().flatten().filter_map(|date| date.get(..4)).peekable();
    if years.peek().is_some() && id.get(4..8).is_some_and(|year| years.all(|other| other != year)) {
        let message = "the year of the id is neither that of the reservation nor of a publication";
        add(out, "id-year", "/cveMetadata/cveId".to_owned(), message);
    }
}

fn check_dates(subject: Subject<'_>, out: &mut Vec<Finding>) {
    let Some(record) = subject.record.filter(|_| !subject.is_rejected()) else { return };
    let published = record.cve_metadata.date_published.as_deref().and_then(time);
    let Some((public, published)) = subject.container.date_public.as_deref().and_then(time).zip(published)
    else {
        return;
    };
    let hours = (published.as_second() - public.as_second()) / 3600;
    if published < public {
        let message = "the record was published before the flaw; a record must not be the first disclosure";
        add(out, "published-before-public", subject.at("/datePublic"), message);
    } else if hours >= MUST_HOURS {
        let message = format!(
            "the record was published {hours} hours after the flaw; at most {MUST_HOURS} are allowed"
        );
        add(out, "published-late", "/cveMetadata/datePublished".to_owned(), &message);
    }
}

/// A time of a record; without a zone it is Greenwich time.
fn time(text: &str) -> Option<Timestamp> {
    let civil = || {
        text.parse::<DateTime>().ok()?.to_zoned_datetime(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    };
    text.parse().ok().or_else(civil)
}

fn check_tags(subject: Subject<'_>, out: &mut Vec<Finding>) {
    let container = subject.container;
    for (index, tag) in items(container.tags.as_ref()).iter().enumerate() {
        let pointer = subject.at(&format!("/tags/{index}"));
        let mut texts = items(container.descriptions.as_ref()).iter();
        match tag.as_str() {
            "disputed" if !texts.any(|text| text.value.to_lowercase().contains("disput")) => {
                let message = "a disputed record explains the dispute in its description";
                add(out, "disputed-explanation", pointer, message);
            }
            "exclusively-hosted-service"
                if items(container.affected.as_ref()).iter().any(|product| {
                    !items(product.cpes.as_ref()).iter().all(|cpe| cpe.starts_with("cpe:2.3:a:"))
                        || !items(product.platforms.as_ref()).is_empty()
                }) =>
            {
                let message = "the tag is for services alone, and a product here is installed or is a device";
                add(out, "hosted-service-tag", pointer, message);
            }
            _ => {}
        }
    }
}
