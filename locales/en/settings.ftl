# What the server is set to, and how it does: for administrators.

settings-title = Settings and health
settings-lead = What this server is set to, where that was said, and whether it is well. Settings are changed in the file, the environment or by flags, then the server is started again.
settings-health = Health
settings-version = Version
settings-policy = Policy
settings-mistakes = { $n ->
    [one] { $n } mistake in the files
   *[other] { $n } mistakes in the files
  }
settings-weaknesses = { $n ->
    [one] { $n } weakness
   *[other] { $n } weaknesses
  }
settings-good = good
settings-backup = Last backup
settings-no-backup = never
settings-no-backup-hint = Make one with “tellfirst backup FILE”, and keep the keys elsewhere.
settings-old-backup = older than a week
settings-disk = Disk
settings-free = { $size } free
settings-little-space = nearly full
settings-unknown = unknown
settings-mail = Mail
settings-no-mail = no mail server
settings-no-mail-hint = Nobody is told of anything by mail, and invitations are links to hand over. Set smtp.host and smtp.from.
settings-mails = Since the start: { $sent } handed over, { $refused } refused
settings-mails-refused = some were refused for good
settings-key = OpenPGP key
settings-key-ends = until { $day }
settings-key-without-end = without end
settings-evidence = Evidence
settings-laboratory = also from private addresses: for a laboratory only
settings-work = Outbox
settings-work-hint = What leaves the server, and what it does by itself. Work that fails is tried again, twelve times.
settings-work-kind = Work
settings-work-due = Open
settings-work-failed = Given up
settings-work-state = State
settings-work-given-up = some was given up
settings-work-late = late
settings-work-next = next due
settings-kind-mail = Notices by mail
settings-kind-invitation = Invitations by mail
settings-kind-link = Mailed ways in for reporters
settings-kind-evidence = Looks at firmware pages
settings-kind-publish = Publication
settings-kind-cve = CVE ids and records
settings-kind-features = What reports are recognised by
settings-kind-follow = Duplicates that follow their original
settings-values = Settings
settings-values-hint = Each is a line in tellfirst.toml, or a variable such as TELLFIRST_PUBLIC_URL, which outweighs the file. Secrets are not shown.
settings-name = Setting
settings-value = Value
settings-source = From
settings-not-set = not set
settings-secret = set, not shown
settings-from-default = default
settings-from-file = file
settings-from-environment = environment
settings-from-flag = flag
nav-settings = Settings
