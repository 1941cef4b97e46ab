# Wörter, die alle Seiten gemeinsam haben: Rahmen, Formulare, Listen und Bausteine.

ui-language-name = Deutsch
ui-language = Sprache
ui-theme = Farben
ui-theme-system = Wie im System
ui-theme-light = Hell
ui-theme-dark = Dunkel
ui-skip = Zum Inhalt springen
ui-main-navigation = Hauptmenü
ui-menu = Menü
ui-help = Hilfe und Kontakt
ui-sign-out = Abmelden
ui-colophon = Läuft mit Tellfirst, freier Software für koordinierte Offenlegung.
ui-breadcrumbs = Sie sind hier
ui-close = Schließen

# Zeit
ui-date = { $day }. { $month } { $year }
ui-month-1 = Jan.
ui-month-2 = Feb.
ui-month-3 = März
ui-month-4 = Apr.
ui-month-5 = Mai
ui-month-6 = Juni
ui-month-7 = Juli
ui-month-8 = Aug.
ui-month-9 = Sept.
ui-month-10 = Okt.
ui-month-11 = Nov.
ui-month-12 = Dez.
ui-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
ui-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
ui-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
ui-months = { $n ->
    [one] { $n } Monat
   *[other] { $n } Monate
}
ui-years = { $n ->
    [one] { $n } Jahr
   *[other] { $n } Jahre
}
# Dieselben Längen im Dativ, nach „in“, „vor“ und „seit“.
ui-span-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
ui-span-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
ui-span-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
}
ui-span-months = { $n ->
    [one] { $n } Monat
   *[other] { $n } Monaten
}
ui-span-years = { $n ->
    [one] { $n } Jahr
   *[other] { $n } Jahren
}
ui-just-now = gerade eben
ui-in = in { $length }
ui-ago = vor { $length }
ui-due-in = fällig in { $length }
ui-overdue = seit { $length } überfällig
ui-updated = Zuletzt geändert
ui-clock-kept = { $what }: eingehalten

# Schweregrad
ui-severity-unrated = Nicht bewertet
ui-severity-none = Keiner
ui-severity-low = Niedrig
ui-severity-medium = Mittel
ui-severity-high = Hoch
ui-severity-critical = Kritisch

# Formulare
ui-required = Pflichtfeld
ui-error-prefix = Fehler:
ui-errors-title = { $n ->
    [one] Bitte prüfen Sie eine Angabe
   *[other] Bitte prüfen Sie { $n } Angaben
}
ui-max-characters = Höchstens { $n } Zeichen
ui-characters-left = Zeichen übrig
ui-characters-over = Zeichen zu viel
ui-type-to-search = Tippen Sie, um die Liste zu durchsuchen
ui-steps = Schritte dieses Formulars
ui-step-of = Schritt { $n } von { $total }
ui-step-done = erledigt

# Listen
ui-select = Auswählen
ui-select-all = Alle auswählen
ui-select-row = { $name } auswählen
ui-pager = Seiten
ui-pager-range = { $from }–{ $to } von { $total }
ui-pager-open = { $from }–{ $to }
ui-previous = Zurück
ui-next = Weiter
ui-filter-label = Suchen und filtern
ui-filter-example = state:new severity:high brand:linksys
ui-filter-apply = Suchen
ui-filters-active = Aktive Filter
ui-filter-remove = (diesen Filter entfernen)
ui-filters-clear = Alle Filter entfernen
ui-bulk = Mit den ausgewählten Fällen:
ui-chosen = ausgewählt

# Bausteine
ui-copy = Kopieren
ui-copied = Kopiert
ui-secret-once = Dieser Code wird nur ein einziges Mal angezeigt. Wir bewahren keine Kopie auf: Geht er verloren, kann ihn niemand wiederherstellen.
ui-secret-print = Schreiben Sie ihn auf, legen Sie ihn in einem Passwortmanager ab oder drucken Sie diese Seite.
ui-file-pending = wird geprüft
ui-next-action = Wie es weitergeht

# Verlauf und Eingabe
ui-jump-latest = Zum neuesten Eintrag
ui-internal = Intern – nur für das Team
ui-internal-hint = Die meldende Person sieht das nie.
ui-everyone = Alle Beteiligten
ui-everyone-hint = Die meldende Person sieht das und erhält eine E-Mail, sofern sie eine Adresse angegeben hat.
ui-automatic = Automatisch
ui-from-reporter = Meldende Person
ui-from-team = Team
ui-visibility = Wer darf das lesen?
ui-composer-title = Schreiben
ui-composer-act = Handlung
ui-composer-reply = Textbaustein
ui-composer-insert = Übernehmen
ui-composer-to = Für
ui-composer-to-hint = Gilt nur für Gesendetes, nicht für Notizen. Alle anderen erfahren nicht, dass es die Nachricht gibt.
ui-composer-message = Nachricht
ui-composer-send = An die meldende Person senden
ui-composer-save = Interne Notiz speichern

# Matrix
ui-matrix-device = Gerät
ui-matrix-closed = { $n } von { $total } abgeschlossen
ui-cell-not-listed = Nicht gelistet
ui-cell-under-investigation = Wird untersucht
ui-cell-not-affected = Nicht betroffen
ui-cell-affected = Betroffen
ui-cell-commissioned = Behebung beauftragt
ui-cell-released = Behebung veröffentlicht, nicht geprüft
ui-cell-verified = Behebung bestätigt
ui-cell-no-fix = Keine Behebung geplant

# Grünes Licht
ui-light-red = Noch nicht zur Offenlegung freigegeben
ui-light-green = Grünes Licht: Sie dürfen veröffentlichen
ui-light-lifted = Die Frist ist aufgehoben: Sie dürfen veröffentlichen

# CVSS, Änderungen, Entwürfe
ui-cvss-caption = Bewertungen des Schweregrads im Vergleich
ui-cvss-metric = Merkmal
ui-differs = weicht ab
ui-live-score = Wert mit dieser Auswahl
ui-diff = Änderungen, Zeile für Zeile
ui-diff-added = Hinzugefügt:
ui-diff-removed = Entfernt:
ui-suggestion = Vorschlag
ui-to-finding = Zu Hinweis { $n }
ui-to-place = Zur Textstelle von Hinweis { $n }

# Tasten
ui-keys-title = Tastatur
ui-keys-off = Tasten mit einzelnen Buchstaben ausschalten
ui-key-next = Nächste Zeile
ui-key-previous = Vorige Zeile
ui-key-select = Zeile auswählen
ui-key-open = Zeile öffnen
ui-key-search = Zum Suchfeld
ui-key-help = Diese Liste zeigen

# Texte für das Skript
ui-unsaved = Sie haben Text, der noch nicht gesendet wurde.
ui-uploading = Wird hochgeladen
ui-upload-failed = Das Hochladen wurde unterbrochen. Ihr Text ist noch da. Bitte versuchen Sie es erneut.
