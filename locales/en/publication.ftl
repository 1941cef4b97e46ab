# What the public reads: advisories, thanks, the log. And the desk of those who publish.

publication-advisories = Security advisories
# $maker the maker
publication-advisories-lead = What was wrong with devices of { $maker }, which firmware closes it, and what to do where there is none.
publication-search = Model, advisory number or CVE id
publication-search-hint = As it stands on the label, for example EA7500 or F7D7302 v1
publication-search-button = Search
# $model brand and model, $n how many
publication-found-for = { $n ->
    [0] No advisory names the { $model }
    [one] One advisory names the { $model }
   *[other] { $n } advisories name the { $model }
}
publication-none-for-model = That does not mean that the device has no flaw. Keep its firmware up to date.
publication-nothing-found = Nothing fits these words
publication-nothing-found-remedy = Look for the model on the label under the device, or for a number such as CVE-2026-12345.
publication-did-you-mean = Did you mean one of these?
publication-none-yet = No advisory has been published yet
publication-none-yet-remedy = They appear here as soon as owners can do something about a flaw. The feed tells you.
publication-advisory = Advisory
publication-models = Devices
# $n a number
publication-and-more-models = { $n ->
    [one] and one more
   *[other] and { $n } more
}
publication-severity = Severity
publication-fixes = Fixes
publication-updated = Updated
publication-fixes-all = Available
publication-fixes-some = For some devices
publication-fixes-none = None planned
publication-fixes-open = In preparation
publication-feed-atom = Atom feed
publication-provider = CSAF provider metadata
# $name the program
publication-feed-title = Security advisories: { $name }
publication-all-advisories = All advisories

# The page of an advisory
publication-published = Published
publication-revised = Revised
publication-what-to-do = What you should do
publication-devices = Which devices are affected
publication-device = Device
publication-hardware = Hardware
publication-region = Region
publication-flaw = Flaw
publication-affected = Affected firmware
publication-to-do = What to do
publication-all = All
publication-being-examined = Being examined
publication-not-affected = Not affected
publication-all-versions = All versions
# $version a firmware version
publication-before = Before { $version }
publication-up-to = Up to { $version }
# $first and $end firmware versions
publication-between = From { $first }, before { $end }
publication-do-wait = We are finding out. Come back to this page.
publication-do-nothing = You need not do anything.
publication-do-until-fix = A fix is being made. Come back to this page.
# $version a firmware version
publication-do-install = Install { $version }
publication-released-on = Released on
publication-no-fix = No fix planned
publication-do-instead = Do this instead:
publication-summary = What is wrong
publication-impact = What an attacker can do
publication-weakness = Weakness
publication-exploitation = Attacks
publication-exploitation-none = We know of no attacks and of no public exploit.
publication-exploitation-public = An exploit or working steps are public. We know of no attacks.
publication-exploitation-attacks = Attacks that use this flaw have been seen.
publication-attacks = Attackers use this flaw now
publication-attacks-remedy = Follow the steps below today.
publication-exploit = It is publicly known how to attack
publication-exploit-remedy = Follow the steps below as soon as you can.
# $version 3.1 or 4.0
publication-metrics = How CVSS { $version } rates it, and why
publication-metric = Metric
publication-value = Value
publication-reason = Reason
publication-credit = Thanks
# $names one or more names
publication-thanks-to = Found and reported by { $names }. Thank you.
publication-timeline = What happened when
publication-step-reported = The flaw was reported to us
publication-step-confirmed = We confirmed it
publication-step-fix-released = A fix was released
publication-step-flaw-public = The flaw became publicly known
publication-step-exploit-public = An exploit became public
publication-step-attacks-seen = Attacks were seen
publication-step-published = This advisory was published
publication-step-revised = This advisory was revised
publication-links = Links and data
publication-csaf = CSAF 2.0 document
publication-csaf-vex = CSAF 2.0 VEX document
publication-csaf-2-1 = CSAF 2.1 document (draft standard)
publication-csaf-vex-2-1 = CSAF 2.1 VEX document (draft standard)
publication-signature = signature
publication-revisions = Revisions
publication-revision = Revision
publication-date = Date
publication-change = What changed
# $n a number
publication-revision-n = Revision { $n }
publication-this-revision = This is revision { $n }; it will stay at its address as it is.
publication-newest = Go to the newest revision

# A withdrawn advisory. $id its number
publication-withdrawn-title = Advisory { $id } was withdrawn
publication-withdrawn-lead = It was published and then taken back. Two people decided that.
publication-withdrawn = Withdrawn

# Thanks
publication-thanks = Thanks
# $maker the maker
publication-thanks-lead = { $maker } thanks the people who found flaws in its devices, told us first, and agreed to be named.
publication-thanks-none = Nobody is named yet
publication-thanks-none-remedy = Whoever reports a flaw decides whether to be named. Names appear when the advisory is published.
publication-thanks-note = Everybody on this page agreed to be named. To change that, open your case.
# $month the name of a month, $year
publication-month = { $month } { $year }

# The log
publication-log = The transparency log
publication-log-lead = A list that nobody can shorten or rewrite, not even we.
publication-log-what = Each receipt and each green-light letter we sign is entered here. So neither side can later dispute what was promised when.
publication-log-blind = An entry is a blinded fingerprint: it says nothing about a report, not even to somebody who guesses its text.
publication-log-name = Name of the log
publication-log-size = Size
# $n a number
publication-log-entries = { $n ->
    [one] One entry
   *[other] { $n } entries
}
publication-log-head = Signed head
publication-log-key = Verifier key
publication-log-verify = How to check your receipt
publication-log-verify-how = A receipt or letter carries everything needed: signature, place in the log and the path to the signed head. Check it on this machine without a network, or here:
publication-log-tiles = Monitors read the whole log in the form of

# First words of a text. $models one or more models
publication-draft-title = { $models }: { $title }
publication-draft-summary = A flaw was found in the { $models }.
publication-draft-fix-available = Firmware that closes it is available.
publication-draft-no-fix = For some devices there will be no fix.
publication-draft-install = Install the firmware listed below for your device, hardware revision and region.
publication-draft-instead = Where no fix is planned, do what the table says instead.
publication-draft-wait = There is no fix yet. Come back to this page.
publication-draft-our-devices = devices named below
# $list some models, $last the last one
publication-draft-and = { $list } and { $last }
# $list some models, $n how many more
publication-draft-and-more = { $list } and { $n } more models
publication-draft-reach-network = The attack comes over the network; nobody has to be near the device.
publication-draft-reach-adjacent = The attacker has to be in the same local network or in reach of its radio.
publication-draft-reach-local = The attacker has to be signed in on the device or bring somebody to open something there.
publication-draft-reach-physical = The attacker has to touch the device.

# The desk of those who publish. $case the number of the case
publication-desk = Advisory
publication-desk-title = Advisory of { $case }
publication-not-begun = There is nothing to write yet
publication-not-begun-remedy = An advisory begins when the report is confirmed.
publication-stage-draft = Draft
publication-stage-requested = Waits for the second person
publication-stage-under-way = On its way out
publication-stage-public = Public
publication-stage-withdrawn = Withdrawn
publication-missing = Before it can be published
publication-ready = Nothing stands in the way
publication-warnings = What the checks would do better
publication-missing-text = No language has a title and a summary yet.
publication-missing-devices = Nobody has said yet which devices are affected.
# $open and $of numbers of devices
publication-missing-fixes = { $open } of { $of } devices are without a published and seen fix.
publication-missing-embargo-until = An embargo binds until
publication-missing-embargo = An embargo binds without an end.
publication-missing-document = The CSAF document would not be valid:
publication-decisions = Decide
# $name a person
publication-asked-by = { $name } asked to publish this.
publication-removal-asked-by = { $name } asked to withdraw the published advisory.
publication-somebody = Somebody
publication-second-person = Another person has to approve it.
publication-change-summary = What changes for readers
publication-approve = Publish now
publication-decline-or-take-back = Decline or take back
publication-decline-reason = Why it should not be published like this
publication-decline = Do not publish
publication-request = Ask for publication
publication-request-hint = Another person reads it and publishes.
publication-request-later = You can ask for publication when nothing is missing any more.
publication-up-to-date = Everything that stands here is public already.
publication-has-changed = What stands here differs from what is public.
publication-remove = Withdraw the advisory
publication-remove-hint = Its pages will only say that it was withdrawn. Another person has to agree.
publication-remove-reason = Why it should be withdrawn
publication-request-removal = Ask to withdraw it
publication-approve-removal = Withdraw it now
publication-previews = Look at it
publication-see-page = The page as the public will see it
publication-see-csaf = The CSAF document
publication-see-public = What is public now
publication-preview-title = This is a preview
publication-preview-note = Nobody outside can see it.
publication-back-to-editor = Back to the editor
publication-computed = What is filled in by itself
publication-computed-hint = From the fix matrix, the rating and the wishes of the reporters. To change it, change it there.
publication-named = Named with their consent
publication-nobody-named = Nobody
publication-editor = Words
publication-proposal = These words were made from the case
publication-proposal-remedy = They are not saved. Change them as you like, then save.
publication-words-preview = Your words, not saved yet
publication-no-words = Nothing is written in this language yet.
publication-field-title = Title
publication-field-title-hint = Model and kind of flaw, one line
publication-field-summary = What is wrong
publication-field-summary-hint = Two or three sentences that an owner understands
publication-field-impact = What an attacker can do
publication-field-impact-hint = And from where: the Internet, the same Wi-Fi, the device itself
publication-field-what-to-do = What to do
publication-field-what-to-do-hint = Two sentences; they stand at the top of the page, above the table of devices
publication-markdown = Paragraphs, lists, emphasis and links in Markdown.
publication-save = Save
publication-preview = Preview
publication-difference = Difference
# $n a number
publication-compare-with = To revision { $n }
publication-under-way = The newest revision is not public yet
publication-under-way-remedy = It is usually out within seconds. If this stays, its document was refused or the disk is full: what stands in the way is listed on this page and in the log of the server.
# $from and $to numbers of revisions
publication-difference-title = From revision { $from } to { $to }
publication-difference-none = Words and devices are the same.

flash-publication-saved = Saved.
flash-publication-requested = Asked for publication. Another person reads it and decides.
flash-publication-approved = Approved. It will be public within seconds.
flash-publication-declined = It will not be published like this. The reason stands in the case.
flash-publication-removal-requested = Asked to withdraw it. Another person decides.
flash-publication-removed = Withdrawn. Its pages now say so.

# A notice by mail
mail-event-publication-failed = Publishing the advisory did not work

publication-key = The publication key
publication-key-ends = The OpenPGP key that signs what is published ends in { $days ->
    [one] one day
   *[other] { $days } days
}.
publication-key-over = There is no OpenPGP key that is still good: what is published now is not signed.
publication-key-remedy = Whoever runs the server replaces it with “tellfirst key rotate” or “tellfirst key import”.

publication-stage-restricted = Published for a few
publication-label-title = Who may read it
publication-label = Label
publication-label-hint = Everything but CLEAR is published behind a credential, outside of all public lists. Once it is published it can only be opened to more people.
publication-label-clear = TLP:CLEAR, everybody
publication-label-green = TLP:GREEN, a community
publication-label-amber = TLP:AMBER, organisations that need it
publication-label-red = TLP:RED, named persons
publication-label-save = Save label
flash-publication-labelled = The label was saved.
