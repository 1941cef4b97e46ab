# The case page of a reporter.

case-sign-in = Open your case
case-sign-in-lead = With the number and the code you got when you sent your report.
case-number-hint = Such as LNK-2026-0042
case-secret-hint = Capital or small letters, with or without dashes
case-open = Open the case
case-lost-secret = Lost the code, and no address given? We keep no copy and cannot restore it. Write to a person, who can look for another way:
case-wrong = There is no case with this number and this code. Please check both.

case-state-new = Received
case-state-in-review = Being judged
case-state-needs-info = Waiting for you
case-state-confirmed = Confirmed
case-state-resolved = Resolved
case-state-rejected = Not accepted
case-state-duplicate = Known already
case-state-merged = Joined with another case
case-state-withdrawn = Withdrawn
case-withdrawn = You withdrew this report
case-received = received
case-received-at = Received
case-received-as = Received as

case-promise-acknowledge = First answer
case-promise-triage = Our judgement
case-promise-status-update = Next news
case-promise-fix = Fix
case-promise-appeal = Answer to your appeal

case-who-team = The security team
case-who-remediation = The remediation team
case-who-reporter = You
case-who-nobody = Nobody
case-server = This server
case-you = You

# What the one who acts next does, as a phrase after the name.
case-next-acknowledge = reads your report and answers you.
case-next-review = judges your report: confirmed, not accepted with the reason, or a question to you.
case-next-approve-rejection = judges your report: confirmed, not accepted with the reason, or a question to you.
case-next-answer-appeal = lets another person look at the decision and answers your appeal.
case-next-answer-question = answer the team's question below. The team goes on as soon as you have written.
case-next-list-devices = determines which devices are affected.
case-next-commission = commissions the fix for the devices that have none yet.
case-next-approve-no-fix = decides what becomes of devices that may get no fix.
case-next-release-fixes = makes and publishes the fixed firmware.
case-next-show-evidence = waits until the download pages offer the fixed firmware; we look at them regularly.
case-next-await-embargo = has to act until the embargo ends. Then you get the green light.
case-next-publish = publishes the advisory.
case-next-approve-publication = publishes the advisory; a second person looks at it first.
case-next-follow-original = has to act here: your report follows the case that came first. You are told when it moves.
case-next-follow-merged = has to act here: your report lives on in another case.
case-next-may-appeal = has to act. If you disagree with the decision, you can appeal once.
case-next-may-disclose = has to act. You may publish.
case-next-closed = has to act any more. You can still write.

# The green light
case-light-green = Every affected device of your report is fixed or closed by evidence, and no embargo binds.
case-light-lifted = The flaw is publicly known or attacked: waiting protects nobody.
case-light-may-not-must = You may publish. You need not.
case-light-red = Please wait with publishing. This stands in the way:
case-light-none = You are free to publish
case-light-none-text = We do not handle this report any further, so we do not ask you to wait.
case-obstacle-not-judged = We have not judged the report yet.
case-obstacle-no-devices = We have not determined yet which devices are affected.
case-obstacle-follows = Your report follows another case with the same flaw and shares its light.
# $open devices without a seen fix, $of all devices of the report
case-obstacle-devices = { $open ->
    [one] { $open } of { $of } devices is without a fix that we have seen on its download page.
   *[other] { $open } of { $of } devices are without a fix that we have seen on their download pages.
}
case-obstacle-embargo = An embargo binds both sides until { $until }.
case-obstacle-embargo-open = An embargo binds both sides.

case-devices = Devices and fixes
case-retested = retested by you
case-rejected = We did not accept this report
case-policy-line = The line of our policy this rests on
case-reason-out-of-scope = Outside the scope of the program
case-reason-not-a-vulnerability = Not a vulnerability
case-reason-not-reproducible = We could not reproduce it
case-reason-not-our-product = Not one of our products
case-reason-support-request = A matter for technical support
case-reason-known-behaviour = Known and intended behaviour
case-reason-no-usable-claim = No claim that we could check
case-appeal = You disagree?
case-appeal-lead = You have one appeal. Another person than the first looks at the decision and answers you.
case-appeal-text = What we got wrong
case-appeal-send = Send the appeal
case-appealed = You appealed on
case-appeal-open = Another person is looking at it.

case-story = What has happened
case-told-opened = sent the report
case-told-written = wrote
case-told-file = added a file
# $state a state of a case
case-told-state = changed the state: { $state }
case-told-asked = asked you
case-told-rejected = did not accept the report
case-told-duplicate = found that the flaw was reported before; your case follows the earlier one
case-told-original = The earlier case is now: { $state }
case-told-merged = joined your report with another case
case-told-split = gave your report a case of its own
case-told-appealed = appealed against the decision
case-told-appeal-upheld = answered your appeal: the decision stands
case-told-appeal-overturned = answered your appeal: the decision was changed
case-told-withdrawn = withdrew the report
case-told-credit = changed how you are named
case-told-disclosed = said where it was published
case-told-assessed = assessed the severity
case-told-weakness = determined the weakness
case-told-cve = has a CVE id for it
# $end a date with time
case-told-embargo-proposed = proposed an embargo until { $end }
case-told-embargo-accepted = accepted the proposed embargo
case-told-embargo-rejected = declined the proposed embargo
case-told-embargo-over = The embargo has ended, as agreed
case-told-embargo-sighted = The embargo has ended, because the flaw is known outside
case-told-embargo-fixed = ended the embargo: the fixes are out
case-told-embargo-waived = ended the embargo
case-told-public = noted that the flaw is public
case-told-exploit = noted that an exploit is public
case-told-attacks = noted that attacks were seen
case-told-green = gave the green light
case-told-lifted = lifted the limit
case-told-revoked = took the green light back, because a fix is not offered any more
case-told-published = published the advisory
case-told-removed = took the advisory down

case-write = Write to the team
case-message = Message
case-message-hint = Your answer, more details, a question
case-send = Send

case-facts = Facts
case-documents = Signed documents
case-documents-hint = Anybody can check them, without us:
case-receipt = Receipt
case-letter = Green-light letter
case-revocation = Revocation
case-severity = Severity
case-not-rated = not rated yet
case-your-report = Your report as we received it

case-embargo = Embargo
case-embargo-none = Nothing is agreed.
case-embargo-proposed = A proposal is on the table.
case-embargo-active = Both sides keep silent until
case-embargo-open = Both sides keep silent.
case-embargo-exited = The embargo is over.
case-embargo-yours = You proposed an end on
case-embargo-theirs = The team proposes an end on
case-embargo-accept = Accept
case-embargo-reject = Decline
case-embargo-propose = Propose a date
case-embargo-end = Until the end of (UTC)
case-embargo-reason = Reason
case-embargo-send = Send the proposal

case-retest = Try the fix
case-retest-lead = If you like, try the published firmware and tell us. It is not required.
case-retest-device = Device
case-retest-gone = Is the flaw gone?
case-retest-yes = Yes, gone
case-retest-no = No, still there
case-retest-note = What you saw
case-retest-send = Send the result

case-disclosure = Publishing
case-disclosure-lead = Before you publish, you can check your draft against the facts of this case:
case-disclosed-at = You published at
case-disclosed-url = Where it was published
case-disclosed-hint = The address of your article, talk or code
case-disclosed-send = Note the address

case-credit-now = Now:
case-credit-change = Change
case-credit-save = Save the change

case-withdraw = Withdraw the report
case-withdraw-lead = We then stop working on it, unless somebody else reported it too. What was said stays in the case.
case-withdraw-confirmed = The flaw is confirmed, so it is fixed whether or not you stay. You will not be bothered any more.
case-withdraw-reason = Reason, if you like
case-withdraw-sure = Yes, I withdraw it
# $case the number of the case
case-withdraw-sure-of = Yes, I withdraw my report { $case }
case-withdraw-send = Withdraw

flash-case-message = Sent. The team has it.
flash-case-credit = Saved: this is how you are named.
flash-case-withdrawn = Your report is withdrawn. Thank you all the same.
flash-case-appeal = Your appeal is sent. Another person answers it.
flash-case-embargo = Sent to the other side.
flash-case-disclosed = Noted. Thank you for telling us.
flash-case-retest = Thank you for trying it.
flash-case-draft-shared = Your draft was sent to the team as a message.

# The way in by mail
case-link = A link by mail
case-link-lead = If you gave an e-mail address with your report, we send you a link that opens the case once, within { $minutes } minutes.
case-link-send = Send the link
flash-case-link = If the number and the address belong together, a link is on its way to your mailbox.
case-link-open = Your way into the case
case-link-open-lead = Case { $case }. The link works once: press the button to use it.
case-link-over = This link does not work any more
case-link-over-remedy = It was used already or its time is over. Ask for a new one, or sign in with your code.
