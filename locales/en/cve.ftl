# CVE ids, records and the other forms of an advisory for programs.

standards-title = For other programs
standards-ready = written and checked.
standards-not-possible = not possible, because

cve-promise-record = CVE record
cve-title = CVE
cve-no-access = This server has no access to CVE Services. Enter ids by hand, or ask an administrator to set it up.
# $available and $of are numbers of ids
cve-quota = { $available } of { $of } ids can still be reserved; asked
cve-state-reserved = reserved
cve-state-published = record published
cve-state-unknown = no record yet
cve-refused = CVE Services refused
cve-waiting = CVE Services have been asked
cve-owed = The CVE record is due
cve-owed-should = The advisory names this id. Publish the record within a day.
cve-owed-must = The advisory has named this id for more than a day. Publish the record now.
cve-owed-late = The record is overdue: the CVE rules allow 72 hours after the advisory.
cve-should-by = Should be out by
cve-must-by = Must be out by
cve-reserve = Reserve an id
cve-publish = Publish the record
cve-publish-later = The record can be published once the advisory is public.
cve-update = Update the record
cve-note = The record is out
cve-reject = Reject the id
cve-reject-what = An id that is not needed must be rejected. This cannot be taken back here, and the reason is public.
cve-reject-reason = Reason, in English
cve-reject-hint = One sentence that readers of the CVE List understand.
flash-cve-asked = CVE Services are being asked. The answer appears in the story of the case.

# $year a year
cve-did-ask-reserve = asked CVE Services for an id of { $year }
cve-did-ask-publish = asked CVE Services to publish the record
cve-did-ask-reject = asked CVE Services to reject the id
# $cve a CVE id
cve-did-reserve = CVE Services reserved { $cve }
# $revision a number
cve-did-publish = CVE Services published the record, as of revision { $revision } of the advisory
cve-did-reject = CVE Services rejected the id
cve-did-refuse = CVE Services refused
