# Die Seite des Programms.

# $brands die Namen der Marken, etwa „Belkin, Linksys oder WeMo“
program-title = Schwachstelle in einem Gerät von { $brands } gefunden? Sagen Sie es zuerst uns.
program-or = oder
# $maker der Hersteller oder die Marke
program-lead = { $maker } liest jede Meldung, antwortet mit Terminen und sagt Ihnen, wann Sie veröffentlichen dürfen.
program-report = Schwachstelle melden
program-return = Zurück zu Ihrem Fall
program-contents = Auf dieser Seite
program-first-answer = Erste Antwort
program-first-answer-within = innerhalb von { $span }, von einem Menschen
program-first-answer-open = von einem Menschen, so bald wir können
program-account = Konto nötig
program-no-account = keines: Sie bekommen eine Fallnummer und einen Geheimcode
program-policy = Richtlinie
program-version = Fassung { $number }
program-in-force-since = in Kraft seit
program-hash = Diese Fassung erkennt man am SHA-256 ihrer Dateien:
program-languages = Sie können schreiben auf
program-support = WLAN-Passwort verloren, oder wurde Ihr Router vielleicht gehackt?
program-support-way-back = Sie haben eine Schwachstelle gefunden?
program-scope = Was dazugehört
program-scope-table = Gerätearten nach Marken
program-device-type = Geräteart
program-in-scope = Gehört dazu
program-not-in-scope = Gehört nicht dazu
program-not-made = nicht im Angebot
program-exclusions = Was nicht dazugehört
program-exclusions-lead = Niemand wird von einer Maschine abgewiesen: Das Formular sagt Ihnen, wenn eine dieser Zeilen zutreffen könnte. Senden dürfen Sie trotzdem, und ein Mensch entscheidet.
program-holds-for = Gilt für:
program-hosts = Rechner:
program-how-to-submit = So melden Sie
program-what-happens = Was dann geschieht, und wann
program-promises = Was wir zusagen
program-promise = Was
program-promise-within = Innerhalb von
program-promise-strength = Wie fest
program-promise-acknowledge = Erste Antwort von einem Menschen
program-promise-triage = Unser Urteil: bestätigt, mit Grund abgelehnt oder eine Rückfrage
program-promise-status-update = Nachricht, wie Ihr Fall steht
program-promise-fix-target = Korrigierte Firmware für jedes betroffene Gerät
program-promise-advisory = Sicherheitshinweis nach der Korrektur
program-promise-draft-review = Ihr Entwurf gelesen, wenn Sie ihn uns zeigen
program-promise-appeal = Ihr Einspruch von einer anderen Person beantwortet
program-recurring = immer wieder
program-severity = Schweregrad
program-strength-commitment = dafür stehen wir ein
program-strength-goal = unser Ziel, über das wir berichten
program-strength-best-effort = so gut wir können
program-span-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
program-span-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
}
program-span-business-days = { $n ->
    [one] { $n } Arbeitstag
   *[other] { $n } Arbeitstagen
}
program-kept = Wie gut wir diese Zusagen gehalten haben
program-disclosure = Wann und wie Sie veröffentlichen dürfen
program-conditions = Was Ihr Bericht enthalten soll
program-embargo-default = Embargo, wenn nichts anderes vereinbart ist
program-outer-limit = Äußerste Grenze: In jedem Fall dürfen Sie veröffentlichen nach
program-extension = Alle Verlängerungen zusammen höchstens
program-draft-review = Wir lesen Ihren Entwurf innerhalb von
program-safe-harbor = Schutzversprechen
program-safe-harbor-conditions = Seine Bedingungen
program-waives-terms = Wo unsere Nutzungsbedingungen Tests in diesem Rahmen verbieten würden, gelten sie dafür nicht.
program-covers-accidents = Versehen in gutem Glauben sind eingeschlossen.
program-laws = Es bezieht sich insbesondere auf diese Gesetze:
program-credit = Dank und Belohnung
program-proof = Quittungen, die Sie prüfen können
program-proof-lead = Jede Meldung bekommt eine signierte Quittung, jedes grüne Licht ein signiertes Schreiben. Beide stehen in einem öffentlichen Protokoll, sodass keine Seite später bestreiten kann, was wann gesendet und zugesagt wurde. Vergleichen Sie den Schlüssel in Ihrer Datei mit diesem:
program-verifier-key = Unser öffentlicher Schlüssel
program-proof-page = Hier in Ihrem Browser:
program-proof-offline = Auf Ihrem eigenen Rechner, ohne uns:
program-proof-file = DATEI
program-proof-key = SCHLÜSSEL
program-proof-log = Der signierte Stand des Protokolls:
program-contact = So erreichen Sie einen Menschen
program-human = ein Mensch antwortet
program-for-researchers = Sicherheitsteam
program-for-support = Technische Hilfe
program-for-press = Presse
program-keys = Schlüssel für verschlüsselte E-Mail
program-coordinators = Wenn wir uns nicht einig werden
program-coordinators-lead = Diese Stellen helfen, wenn beide Seiten sich nicht einigen. Sie können sich jederzeit an sie wenden.
