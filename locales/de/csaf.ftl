# Die Seite, die CSAF-Dokumente prüft.
csaf-title = CSAF-Dokument prüfen
csaf-lead = Wählen Sie eine Sicherheitsmeldung in CSAF 2.0 oder 2.1. Alle Tests des Standards laufen hier, und die Datei wird nicht aufbewahrt.
csaf-file = CSAF-Dokument
csaf-file-hint = Eine .json-Datei, höchstens 8 MiB
csaf-go = Prüfen
csaf-elsewhere = Dieselbe Prüfung für Programme:
csaf-empty = CSAF-Dokument: Bitte wählen Sie eine Datei.
csaf-too-large = CSAF-Dokument: Diese Datei ist größer als 8 MiB.
csaf-unreadable = CSAF-Dokument: { $why }.
csaf-valid = Gültig als CSAF { $version }
csaf-not-valid = Nicht gültig als CSAF { $version }
csaf-counts = { $errors ->
    [one] Ein Fehler
   *[other] { $errors } Fehler
 }, { $warnings ->
    [one] eine Warnung
   *[other] { $warnings } Warnungen
 }, { $notes ->
    [one] ein Hinweis
   *[other] { $notes } Hinweise
 }
csaf-left-out = { $count } weitere Befunde derselben Tests werden nicht gezeigt.
csaf-skipped = Einige Tests konnten nicht laufen, weil das Dokument nicht zum Schema passt.
csaf-not-asked = Adressen im Dokument wurden nicht besucht, und Wörter wurden nicht nachgeschlagen.
csaf-findings = Was die Tests gefunden haben
csaf-weight = Gewicht
csaf-test = Test
csaf-place = Stelle
csaf-words = In Worten
csaf-error = Fehler
csaf-warning = Warnung
csaf-note = Hinweis
