# The page that checks CSAF documents.
csaf-title = Check a CSAF document
csaf-lead = Choose a security advisory in CSAF 2.0 or 2.1. All tests of the standard are run here, and the file is not kept.
csaf-file = CSAF document
csaf-file-hint = One .json file, at most 8 MiB
csaf-go = Check
csaf-elsewhere = The same check for programs:
csaf-empty = CSAF document: please choose a file.
csaf-too-large = CSAF document: this file is larger than 8 MiB.
csaf-unreadable = CSAF document: { $why }.
csaf-valid = Valid as CSAF { $version }
csaf-not-valid = Not valid as CSAF { $version }
csaf-counts = { $errors ->
    [one] One error
   *[other] { $errors } errors
 }, { $warnings ->
    [one] one warning
   *[other] { $warnings } warnings
 }, { $notes ->
    [one] one note
   *[other] { $notes } notes
 }
csaf-left-out = { $count } more findings of the same tests are not shown.
csaf-skipped = Some tests could not be run, because the document does not fit the schema.
csaf-not-asked = Addresses in the document were not visited, and words were not looked up.
csaf-findings = What the tests found
csaf-weight = Weight
csaf-test = Test
csaf-place = Place
csaf-words = In words
csaf-error = error
csaf-warning = warning
csaf-note = note
