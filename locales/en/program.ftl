# The program page.

# $brands the names of the brands, as "Belkin, Linksys or WeMo"
program-title = Found a flaw in a { $brands } device? Tell us first.
program-or = or
# $maker the maker or brand
program-lead = { $maker } reads every report, answers with dates, and tells you when you may publish.
program-report = Report a vulnerability
program-return = Return to your case
program-contents = On this page
program-first-answer = First answer
program-first-answer-within = within { $span }, by a person
program-first-answer-open = by a person, as soon as we can
program-account = Account needed
program-no-account = none: you get a case number and a secret code
program-policy = Policy
program-version = version { $number }
program-in-force-since = in force since
program-hash = This version is identified by the SHA-256 of its files:
program-languages = You may write in
program-support = Lost your Wi-Fi password, or think your router was hacked?
program-support-way-back = You have found a vulnerability?
program-scope = What is in scope
program-scope-table = Kinds of devices by brand
program-device-type = Kind of device
program-in-scope = In scope
program-not-in-scope = Not in scope
program-not-made = not made
program-exclusions = What is not in scope
program-exclusions-lead = Nobody is turned away by a machine: the form tells you when one of these lines may apply, you may send the report all the same, and a person decides.
program-holds-for = Holds for:
program-hosts = Hosts:
program-how-to-submit = How to send a report
program-what-happens = What happens then, and when
program-promises = What we promise
program-promise = What
program-promise-within = Within
program-promise-strength = How firmly
program-promise-acknowledge = First answer by a person
program-promise-triage = Our judgement: confirmed, declined with a reason, or a question
program-promise-status-update = News about where your case stands
program-promise-fix-target = Fixed firmware for every affected device
program-promise-advisory = Advisory published after the fix
program-promise-draft-review = Your draft read, if you share it
program-promise-appeal = Your appeal answered by another person
program-recurring = again and again
program-severity = severity
program-strength-commitment = we answer for it
program-strength-goal = we aim at it and report on it
program-strength-best-effort = as well as we can
program-span-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
program-span-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
program-span-business-days = { $n ->
    [one] { $n } business day
   *[other] { $n } business days
}
program-kept = How well we have kept these promises
program-disclosure = When and how you may publish
program-conditions = What we ask your account to contain
program-embargo-default = Embargo, when nothing else is agreed
program-outer-limit = Outer limit: you may publish in any case after
program-extension = All prolongations together at most
program-draft-review = We read your draft within
program-safe-harbor = Safe harbor
program-safe-harbor-conditions = Its conditions
program-waives-terms = Where our terms of use would forbid testing within scope, they do not apply to it.
program-covers-accidents = Slips in good faith are covered.
program-laws = It speaks about these laws in particular:
program-credit = Thanks and rewards
program-proof = Receipts you can check
program-proof-lead = Every report gets a signed receipt, every green light a signed letter. Both are entered in a public log, so that neither side can later dispute what was sent and promised, and when. Compare the key in your file with this one:
program-verifier-key = Our public key
program-proof-page = Here, in your browser:
program-proof-offline = On your own machine, without us:
program-proof-file = FILE
program-proof-key = KEY
program-proof-log = The signed state of the log:
program-contact = How to reach a person
program-human = a person answers
program-for-researchers = Security team
program-for-support = Technical support
program-for-press = Press
program-keys = Keys for encrypted mail
program-coordinators = If we do not agree
program-coordinators-lead = These organisations help when both sides cannot agree. You may turn to them at any time.
