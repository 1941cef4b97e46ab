# The frame of all pages: where one can go, and who one is.

nav-program = Our program
nav-report = Report a vulnerability
nav-case = Your case
nav-advisories = Advisories
nav-contact = Contact
nav-check-draft = Check a draft
nav-verify = Verify a receipt
nav-thanks = Thanks
nav-statistics = Promises kept
nav-staff = For our team

# $case the number of the case
who-reporter = Reporter of { $case }

role-triager = Triager
role-remediator = Remediation engineer
role-publisher = Publisher
role-manager = Manager
role-auditor = Auditor
role-administrator = Administrator
