//! What a researcher and a visitor see and do.

use super::harness::{Test, contains, number};

#[tokio::test]
async fn a_report_is_stored_sealed_and_its_secret_not_at_all() {
    let t = Test::new();
    let sent = t.submit(|report| report.description = "canary-of-the-description".into());
    assert_eq!(t.case(&number(&sent)).title, "Command injection in the ping page");
    let stolen = t.stolen_bytes();
    assert!(contains(&stolen, sent.case.as_bytes()), "the number stands in the open");
    let plain = sent.secret.replace('-', "");
    for hidden in ["canary-of-the-description", "ping page", &sent.secret, &plain] {
        assert!(!contains(&stolen, hidden.as_bytes()), "{hidden} can be read");
    }
}
