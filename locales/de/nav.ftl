# Der Rahmen aller Seiten: wohin man gehen kann und wer man ist.

nav-program = Unser Programm
nav-report = Schwachstelle melden
nav-case = Ihr Fall
nav-advisories = Sicherheitshinweise
nav-contact = Kontakt
nav-check-draft = Entwurf prüfen
nav-verify = Quittung prüfen
nav-thanks = Dank
nav-statistics = Gehaltene Zusagen
nav-staff = Für unser Team

# $case die Nummer des Falls
who-reporter = Meldende Person in { $case }

role-triager = Triage
role-remediator = Behebung
role-publisher = Veröffentlichung
role-manager = Leitung
role-auditor = Revision
role-administrator = Verwaltung
