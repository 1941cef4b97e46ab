# The draft check and the check of receipts, as pages.

check-title = Check a draft
check-lead = Does your text say what the facts say? Paste it, and see sentence by sentence.
check-not-kept = We do not keep your draft
check-not-kept-text = It is read, checked and forgotten. Only if you share it with the team is it stored, as a message in your case.
check-draft = Your draft
check-draft-hint = English gives the best result. Up to one megabyte.
check-empty = Your draft: paste the text you want to check.
check-format = Format
check-format-auto = Find out
check-format-plain = Plain text
check-facts = Checked against
# $case the number of the case
check-facts-case = the facts of your case { $case }
check-facts-typed = facts that I type in
check-facts-own = The facts
check-facts-shown = What your case knows
check-typed-hint = What you leave empty is not checked.
check-vector = CVSS vector
check-vendor = Maker
check-model = Models
check-several = Several with commas
check-affected = Affected versions
check-affected-hint = Such as: before 1.1.8, or: 1.0 and earlier
check-fixed = Fixed versions
check-fix-available = Is there a fix?
check-fix-yes = Yes
check-fix-no = Not yet
check-fix-open = Not said
check-fix-url = Pages that offer the fix
check-domains = Domains of the maker
check-go = Check the draft
check-share = Share with the team
check-shared-intro = My draft, for you to read:
check-sign-in = You have a case with us? Sign in, and the draft is checked against its facts:
check-result = Your draft, read against the facts
check-clean = Nothing to object to
check-clean-text = We found nothing that contradicts the facts. A person would still see more than we do.
check-findings = { $n ->
    [one] One finding, at its place in your text.
   *[other] { $n } findings, each at its place in your text.
}
check-advice = This is advice. What you publish is your decision.
check-nothing-in-part = The part that was checked has nothing that contradicts the facts.
check-blocker = must not go out
check-error = error
check-warning = better changed
check-partly = Checked in part
check-rule-fix-link-missing = The link to the fix is missing
check-rule-fix-link-wrong = The link does not lead to the fix
check-rule-fix-not-stated-early = That a fix exists should stand near the top
check-rule-fix-status-wrong = Whether there is a fix is told wrongly
check-rule-remote-claim = “Remote” does not fit the attack vector
check-rule-rce-term = “RCE” says more than the vector
check-rule-reach-underclaim = The attack reaches further than told
check-rule-auth-overclaim = The attacker needs rights
check-rule-auth-underclaim = The attacker needs no rights
check-rule-ui-overclaim = A victim has to act
check-rule-ui-underclaim = No victim has to act
check-rule-vector-mismatch = The vector is another one
check-rule-score-mismatch = The score is another one
check-rule-severity-mismatch = The severity is another one
check-rule-affected-versions-missing = The affected versions are missing
check-rule-version-contradiction = A version is told wrongly
check-rule-cve-missing = The CVE id is missing
check-rule-cve-wrong = The CVE id is another one
check-rule-embargoed-product = A device still under embargo is named
check-rule-scope-overclaim = More devices are named than are affected

verify-title = Verify a receipt or letter
verify-lead = Choose a file you got from us. We check it here and do not keep it. You need not trust this page: the same check runs on your own machine.
verify-file = Receipt, green-light letter or revocation
verify-file-hint = The .json file, unchanged
verify-go = Verify
verify-empty = Receipt or letter: please choose a file.
verify-too-large = Receipt or letter: this file is larger than any of ours.
# $why why the file cannot be read
verify-unreadable = Receipt or letter: { $why }.
verify-kind-receipt = Receipt
verify-kind-letter = Green-light letter
verify-kind-revocation = Revocation
verify-true = true
verify-true-revoked = true, and taken back since
verify-false = not true
verify-false-text = At least one check fails. The file was changed, or it is not from us. What it claims is not repeated here.
verify-revoked = We took this letter back later: a fix it rested on was not offered any more. Ask for the newest letter of the case.
verify-not-revoked = It has not been taken back.
verify-checks = Check by check
verify-check = What was checked
verify-outcome = Outcome
verify-words = In words
verify-holds = holds
verify-fails = fails
verify-open = open
verify-subject-form = Every byte as it was issued
verify-subject-key = Signed with our key
verify-subject-signature = Signature
verify-subject-checkpoint = State of the log
verify-subject-inclusion = Entry in the log
verify-subject-revocation = Not taken back
verify-unreadable-too-large = the file is larger than any receipt or letter
verify-unreadable-json = the file is no receipt or letter
verify-unreadable-json-at = the file is no receipt or letter; it goes wrong at line { $line }, column { $column }
verify-unreadable-kind = the file is of the type “{ $kind }”, which this version does not know

# The sentence of each check, by its code
verify-code-form-holds = The file says what was issued, nothing less and nothing more.
verify-code-form-fails = The file is not as it was issued: a part was added, left out or written another way.
verify-code-form-misshapen = The file is not as it was issued: a part is missing, given twice or malformed.
verify-code-key-holds = Signed with our key, { $key }.
verify-code-key-fails = Signed with another key than ours: { $key }
verify-code-key-open = Signed by the key inside the file; compare it with the published key: { $key }
verify-code-signature-holds = The signature belongs to this document and to the key in the file.
verify-code-signature-fails = The signature does not belong to this document: a signed part was changed, or the key is another.
verify-code-log-missing = The document is not (yet) entered in the log.
verify-code-checkpoint-holds = The checkpoint of the log { $origin } with { $size } entries is signed with the same key.
verify-code-checkpoint-other = The checkpoint is of another log or size than the file says.
verify-code-checkpoint-fails = The checkpoint of the log cannot be read, or its signature does not hold.
verify-code-inclusion-holds = The document is entry { $index } of that log.
verify-code-inclusion-fails = The proof does not show that the document is in the log.
verify-code-revocation-open = A file cannot tell whether the letter was taken back later; above stands what this server knows.

# The facts of a true file
verify-fact-maker = Maker
verify-fact-program = Program
verify-fact-case = Case
verify-fact-received = Received
verify-fact-files = Files
verify-fact-policy-version = Policy version
verify-fact-acknowledge-by = First answer by
verify-fact-statement = Statement
verify-fact-serial = Serial number
verify-fact-given = Given
verify-fact-outcome = Outcome
verify-fact-fixed-devices = Fixed devices
verify-fact-otherwise-closed = Closed otherwise
verify-fact-serial-of-the-letter = Serial number of the letter
verify-fact-revoked = Taken back

# Why a draft was not checked
check-too-long = Your draft: it has { $length } bytes; the check takes up to { $max }.
check-too-many-links = Your draft: it has more than { $max } links. Please check the part that is the text.
check-too-nested = Your draft: brackets, quotes, lists or tags are nested deeper than the check reads. Please simplify the markup.
check-too-many-blocks = Your draft: it has more paragraphs than the check reads. Please check the part that is the text.
check-too-repetitive = Your draft: the same words stand in thousands of places. Please check the part that is the text.
