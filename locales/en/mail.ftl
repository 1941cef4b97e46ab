# Notices by mail. They say that something happened and never what it is about.

mail-line-case = Case: { $value }
mail-line-event = What happened: { $value }
mail-line-next = Next: { $value }
mail-line-link = Open it: { $value }
mail-closing-reporter = This message holds nothing of your report on purpose. Sign in with the case number and your secret code to read on; if the code is lost, the same page sends you a link. Please do not reply by mail.
mail-closing-staff = This message holds nothing of the case on purpose. Sign in to read on.

# Who must act next. $who one of the lines below, $due day and time
mail-next-due = { $who }, by { $due }
mail-next-you = you
mail-next-reporter = the reporter
mail-next-team = the security team
mail-next-second-person = a second person of the security team
mail-next-remediation = the remediation team
mail-next-publisher = the publisher
mail-next-nobody = nobody has to act

# What happened, by the kind of event. The lines ending in -reporter are for the person who reported.
mail-event-other = The case has changed
mail-event-opened = A report has come in
mail-event-opened-reporter = We have received your report
mail-event-written = There is a new message
mail-event-file-added = There is a new file
mail-event-state-changed = The state has changed
mail-event-information-asked = There is a question
mail-event-information-asked-reporter = We have a question for you
mail-event-rejected = The report was not accepted
mail-event-rejected-reporter = We have not accepted the report; you may appeal
mail-event-marked-duplicate = The report repeats another one
mail-event-original-changed = The case it repeats has moved on
mail-event-appealed = There is an appeal
mail-event-appeal-answered = The appeal was answered
mail-event-withdrawn = The report was withdrawn
mail-event-credit-changed = The wish for credit has changed
mail-event-disclosed = The reporter has noted a publication
mail-event-assessed = The severity was assessed
mail-event-weakness-set = The kind of weakness was set
mail-event-cve-set = The CVE id has changed
mail-event-merged-into = The case was joined with another one
mail-event-report-split-off = The report has a case of its own now
mail-event-commissioned = A fix was commissioned from you
mail-event-no-fix-proposed = A second person is needed: no fix is proposed
mail-event-evidence-lost = A firmware page no longer offers the fix; devices are open again
mail-event-evidence-still-missing = A firmware page has not offered the fix for a day or longer
mail-event-embargo-proposed = An embargo was proposed
mail-event-embargo-accepted = The embargo was agreed
mail-event-embargo-rejected = The proposed embargo was declined
mail-event-embargo-ended = The embargo has ended
mail-event-sighted = The flaw is publicly known or used
mail-event-green-light-given = Green light
mail-event-green-light-given-reporter = Green light: you may disclose
mail-event-green-light-revoked = The green light was withdrawn
mail-event-green-light-revoked-reporter = The green light was withdrawn: please wait
mail-event-published = The advisory was published
mail-event-removed = The advisory was withdrawn

# A link into a case that its reporter has asked for
mail-link-subject = Your link into the case
mail-link-explained = The link works once and for { $minutes } minutes. Open it and press the button.
mail-link-unasked = If you did not ask for it, you need to do nothing: without this mail nobody gets in.
# Links for people on the team: the only mails that let somebody in
mail-invite-subject = Invitation to the security team of { $maker }
mail-invite-hello = Hello { $name },
mail-invite-lead = you are invited to the security team of { $maker }. Open this link to choose your password and set up your second factor:
mail-reset-subject = A new password for the security team of { $maker }
mail-reset-lead = with this link you choose a new password for your account with the security team of { $maker }. Your sessions end then:
mail-invite-once = It works once, until { $until }. Nobody from our team asks you for it. If you did not expect this mail, delete it; the link alone does nothing.
mail-event-retested = The reporter tried the fix: the flaw is still there
