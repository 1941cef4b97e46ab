# Commissions and the fix matrix: for those who fix, and those who order fixes.

fixes-commissions = Commissions
fixes-commissions-lead = Fixes that were ordered, the earliest due first.
fixes-commissions-none = Nothing is open here
fixes-commissions-none-hint = Other filters may show more.
fixes-filter-whose = Whose
fixes-filter-mine = Mine
fixes-filter-nobody = Nobody's yet
fixes-filter-everybody = Everybody's
fixes-filter-when = Due
fixes-filter-any-day = Any day
fixes-filter-late = Overdue
fixes-filter-week = Within a week, or overdue
fixes-filter-what = Show
fixes-filter-open = Work that is left to do
fixes-filter-waiting-too = Also what waits for a page or a second person
fixes-filter-apply = Show
fixes-column-due = Due
fixes-column-case = Case
fixes-column-severity = Severity
fixes-column-engineer = Engineer
fixes-column-devices = Devices
fixes-nobody-yet = Nobody yet
fixes-devices-open = { $n ->
    [one] { $n } to fix
   *[other] { $n } to fix
}
fixes-devices-waiting = { $n ->
    [one] { $n } waits for a page or a second person
   *[other] { $n } wait for a page or a second person
}
fixes-late = { $n ->
    [one] { $n } day late
   *[other] { $n } days late
}
fixes-today = today
fixes-soon = { $n ->
    [one] tomorrow
   *[other] in { $n } days
}
fixes-later = in { $n } days
fixes-due-on = due { $day }
fixes-overdue-since = overdue since { $day }

# The matrix
fixes-matrix = Fix matrix
fixes-matrix-title = Fix matrix of { $case }
fixes-no-devices = No device is listed yet
fixes-add-devices = Add devices from the catalog
fixes-select = Select cells
fixes-select-hint = Tick cells or whole rows below, or many at once here. Whole rows and columns mean the cells that the act fits.
fixes-select-all = All cells
# $name a CVE id or the title of a flaw
fixes-select-column = All of { $name }
fixes-cell-second-person = waits for a second person

# What can be done
fixes-acts = With the selected cells
fixes-choose = Choose what to do
fixes-act-release = A fix is released
fixes-act-not-affected = Not affected
fixes-act-no-fix = No fix planned
fixes-act-commission = Commission a fix
fixes-act-decide = Decide on “no fix planned”
fixes-act-investigate = Being examined
fixes-act-affected = Affected
fixes-act-remove = Remove from the matrix
fixes-release-hint = A cell closes when this server has seen the page offer the version. It looks at once, then again every day.
fixes-version = Version
fixes-version-hint = As the page writes it, such as 2.0.9.
fixes-page = Firmware page
fixes-page-hint = The page that owners use. It must be on a host that the program lists.
fixes-date = Released on
fixes-sha256 = SHA-256 of the firmware file (if you state it)
fixes-button-release = Note the release
fixes-justification = Why it is not affected
fixes-not-present = The component is not in it
fixes-code-not-present = The vulnerable code is not in it
fixes-code-not-executed = The vulnerable code is never run
fixes-code-not-controlled = An attacker cannot steer the vulnerable code
fixes-mitigated = Protection in place prevents it
fixes-explanation = Explanation
fixes-explanation-hint = How you know. The reporter and the public may read it.
fixes-button-not-affected = Mark as not affected
fixes-no-fix-hint = This leaves owners at risk, so a second person has to agree.
fixes-reason = Reason
fixes-mitigation = What owners can do
fixes-mitigation-hint = Steps that lower the risk without a fix.
fixes-button-no-fix = Propose “no fix planned”
fixes-due = Due on
fixes-engineer = Engineer
fixes-button-commission = Commission
fixes-decide-hint = You can agree only to what somebody else has proposed.
fixes-button-approve = Agree
fixes-decline-reason = Reason for declining
fixes-button-decline = Decline

# What was wrong with the form
fixes-problem-no-cells = Tick the cells this is about. Cells that are closed already are left out of whole rows and columns.
fixes-problem-no-act = Choose what to do with the selected cells.
fixes-problem-due = Give the day the fix is due.
fixes-problem-date = Give the day of the release.
fixes-problem-justification = Choose why it is not affected.
fixes-problem-page = The server may not look at this page: it must use https and be on a host that the program lists for the brand.
fixes-problem-page-address = Give the address of the page, beginning with https://.
fixes-problem-sha256 = A SHA-256 has 64 digits from 0 to 9 and a to f.

# After an act
flash-fixes-investigated = The cells are marked as being examined.
flash-fixes-affected = The cells are marked as affected.
flash-fixes-removed = The cells are removed. Released ones stay.
flash-fixes-commissioned = The fix is commissioned.
flash-fixes-not-affected = The cells are marked as not affected.
flash-fixes-released = The release is noted. The server looks at the page now.
flash-fixes-no-fix-proposed = Proposed. A second person has to agree.
flash-fixes-no-fix-approved = Agreed: no fix is planned.
flash-fixes-no-fix-declined = Declined. The cells are affected again.
flash-fixes-looking = The server looks at the page now. Reload in a few seconds.
flash-fixes-just-looked = The server looked less than a minute ago. Please try again a little later.
flash-fixes-nothing-released = Nothing is released for this cell, so there is no page to look at.

# What is to be done next
fixes-who-team = The security team
fixes-who-second-person = A second person
fixes-who-remediation = The remediation team
fixes-todo-list-devices = lists the devices that are concerned
fixes-todo-commission = commissions the fixes
fixes-todo-release-fixes = releases the fixes
fixes-todo-show-evidence = waits until the firmware pages offer the fixes
fixes-todo-approve-no-fix = decides on “no fix planned”

# The report, for those who fix
fixes-report = What was reported
fixes-report-hint = Who reported it is not shown here.
fixes-report-steps = Steps
fixes-report-observed = What was seen
fixes-report-impact = Impact
fixes-report-tools = Tools
fixes-report-firmware = firmware { $version }
fixes-files = Files

# One cell
fixes-cell = This cell
fixes-cell-change = Change this cell
fixes-status = State
fixes-state-under-investigation = Being examined
fixes-state-affected = Affected
fixes-state-not-affected = Not affected
fixes-state-commissioned = Fix commissioned
fixes-state-released = Fix released, not seen yet
fixes-state-verified = Fix seen on its page
fixes-state-no-fix-proposed = No fix proposed
fixes-state-no-fix = No fix planned
fixes-commission = Commission
fixes-proposed-by = Proposed by
fixes-approved-by = Agreed by
fixes-evidence = Seen
fixes-doubt = Doubt
fixes-doubt-many-devices = found on a page of many devices
fixes-doubt-other-device = found there for another device
fixes-doubt-maintenance = page out of order
fixes-doubt-decides = The page failed, was empty or much shorter than before. The device stays closed for now; if a look after { $at } does not find the version either, it is open again.
fixes-doubt-person = The version stands on the page, but nothing near it names this model and hardware revision. A person looks and confirms it in the matrix, or enters the device's own page.
fixes-confirmed-by = Confirmed by
fixes-act-confirm = Confirm what stands on a page of many devices
fixes-confirm-hint = Only when you have seen the page yourself: the version there is for the model and hardware revision of the ticked devices.
fixes-confirm-reason = Where it stands on the page
fixes-button-confirm = The version is for these devices
fixes-problem-due-past = This day is over. Choose today or a later day.
fixes-problem-date-future = This day is still to come. Enter the release when it is out.
flash-fixes-confirmed = Confirmed. The devices are closed.
fixes-retest = Retest
fixes-retested = The reporter says the flaw is gone.
fixes-looks = Looks at the page
fixes-looks-hint = The server looks at the firmware page by itself and keeps what it saw.
fixes-look-again = Look again now
fixes-no-looks = Nobody has looked yet. The first look follows within seconds.
fixes-look-when = When
fixes-look-what = What it saw
fixes-look-status = Status
fixes-look-digest = SHA-256
fixes-look-offered = Offers the version
fixes-look-missing = Does not offer the version
fixes-look-no-answer = No usable answer
fixes-look-trouble = Not seen
fixes-trouble-bad-address = The address is not well formed.
fixes-trouble-not-https = The page is not served by https.
fixes-trouble-host-not-listed = The program does not list this host.
fixes-trouble-host-not-found = The host name is not known.
fixes-trouble-private-address = The name leads to a private address; such addresses are never asked.
fixes-trouble-timeout = No full answer within ten seconds.
fixes-trouble-certificate = The certificate of the page is not valid.
fixes-trouble-no-connection = No connection could be made.
fixes-trouble-too-many-redirects = It redirects more than three times.
fixes-trouble-interrupted = The answer broke off.
fixes-trouble-too-large = The page is larger than two megabytes, and the part that was read does not name the version.
fixes-trouble-encoded = The answer is compressed although we did not ask for that.
fixes-trouble-not-a-page = The address leads to a file, not to a page.
