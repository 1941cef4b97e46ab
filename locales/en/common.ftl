# Words shared by all pages: the frame, forms, lists and the components.

ui-language-name = English
ui-language = Language
ui-theme = Colours
ui-theme-system = As the system
ui-theme-light = Light
ui-theme-dark = Dark
ui-skip = Skip to the content
ui-main-navigation = Main
ui-menu = Menu
ui-help = Help and contact
ui-sign-out = Sign out
ui-colophon = Runs on Tellfirst, free software for coordinated disclosure.
ui-breadcrumbs = You are here
ui-close = Close

# Time
ui-date = { $day } { $month } { $year }
ui-month-1 = Jan
ui-month-2 = Feb
ui-month-3 = Mar
ui-month-4 = Apr
ui-month-5 = May
ui-month-6 = Jun
ui-month-7 = Jul
ui-month-8 = Aug
ui-month-9 = Sep
ui-month-10 = Oct
ui-month-11 = Nov
ui-month-12 = Dec
ui-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
ui-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
ui-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
ui-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
ui-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
# The same lengths after "in", "ago" and "overdue" (some languages decline them).
ui-span-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
ui-span-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
ui-span-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
ui-span-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
ui-span-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
ui-just-now = just now
ui-in = in { $length }
ui-ago = { $length } ago
ui-due-in = due in { $length }
ui-overdue = { $length } overdue
ui-updated = Last updated
ui-clock-kept = { $what }: kept

# Severity
ui-severity-unrated = Not rated
ui-severity-none = None
ui-severity-low = Low
ui-severity-medium = Medium
ui-severity-high = High
ui-severity-critical = Critical

# Forms
ui-required = required
ui-error-prefix = Error:
ui-errors-title = { $n ->
    [one] One thing needs your attention
   *[other] { $n } things need your attention
}
ui-max-characters = Up to { $n } characters
ui-characters-left = characters left
ui-characters-over = characters too many
ui-type-to-search = Type to search the list
ui-steps = Steps of this form
ui-step-of = Step { $n } of { $total }
ui-step-done = done

# Lists
ui-select = Select
ui-select-all = Select all
ui-select-row = Select { $name }
ui-pager = Pages
ui-pager-range = { $from }–{ $to } of { $total }
ui-pager-open = { $from }–{ $to }
ui-previous = Previous
ui-next = Next
ui-filter-label = Search and filter
ui-filter-example = state:new severity:high brand:linksys
ui-filter-apply = Search
ui-filters-active = Active filters
ui-filter-remove = (remove this filter)
ui-filters-clear = Clear all filters
ui-bulk = With the selected cases:
ui-chosen = selected

# Pieces
ui-copy = Copy
ui-copied = Copied
ui-secret-once = This code is shown only once. We keep no copy: if it is lost, nobody can recover it.
ui-secret-print = Write it down, save it in a password manager, or print this page.
ui-file-pending = being checked
ui-next-action = What happens next

# Timeline and composer
ui-jump-latest = Jump to the latest entry
ui-internal = Internal – team only
ui-internal-hint = The reporter never sees this.
ui-everyone = Everyone in this case
ui-everyone-hint = The reporter sees this and is told by e-mail if they left an address.
ui-automatic = Automatic
ui-from-reporter = Reporter
ui-from-team = Team
ui-visibility = Who may read this?
ui-composer-title = Write
ui-composer-act = Act
ui-composer-reply = Saved reply
ui-composer-insert = Fill in
ui-composer-to = For
ui-composer-to-hint = Only for what is sent, not for notes. Nobody else sees that there was a message.
ui-composer-message = Message
ui-composer-send = Send to reporter
ui-composer-save = Save internal note

# Fix matrix
ui-matrix-device = Device
ui-matrix-closed = { $n } of { $total } closed
ui-cell-not-listed = Not listed
ui-cell-under-investigation = Being examined
ui-cell-not-affected = Not affected
ui-cell-affected = Affected
ui-cell-commissioned = Fix commissioned
ui-cell-released = Fix released, not verified
ui-cell-verified = Fix verified
ui-cell-no-fix = No fix planned

# Green light
ui-light-red = Not yet safe to disclose
ui-light-green = Green light: you may disclose
ui-light-lifted = The limit is lifted: you may disclose

# CVSS, differences, drafts
ui-cvss-caption = Severity ratings side by side
ui-cvss-metric = Metric
ui-differs = differs
ui-live-score = Score with these choices
ui-diff = Changes, line by line
ui-diff-added = Added:
ui-diff-removed = Removed:
ui-suggestion = Suggestion
ui-to-finding = Go to finding { $n }
ui-to-place = Go to the place of finding { $n }

# Keys
ui-keys-title = Keyboard
ui-keys-off = Switch single-letter keys off
ui-key-next = Next row
ui-key-previous = Previous row
ui-key-select = Select the row
ui-key-open = Open the row
ui-key-search = Go to the search box
ui-key-help = Show this list

# Texts the script needs
ui-unsaved = You have text that was not sent yet.
ui-uploading = Uploading
ui-upload-failed = The upload was interrupted. Your text is still here. Please try again.
