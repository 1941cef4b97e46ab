# Wie der Server eingestellt ist und wie es ihm geht: für die Verwaltung.

settings-title = Einstellungen und Zustand
settings-lead = Wie dieser Server eingestellt ist, wo das gesagt wurde, und ob es ihm gut geht. Einstellungen ändern Sie in der Datei, in der Umgebung oder mit Schaltern; danach wird der Server neu gestartet.
settings-health = Zustand
settings-version = Version
settings-policy = Richtlinie
settings-mistakes = { $n ->
    [one] { $n } Fehler in den Dateien
   *[other] { $n } Fehler in den Dateien
  }
settings-weaknesses = { $n ->
    [one] { $n } Schwäche
   *[other] { $n } Schwächen
  }
settings-good = gut
settings-backup = Letzte Sicherung
settings-no-backup = noch nie
settings-no-backup-hint = Erstellen Sie eine mit „tellfirst backup DATEI“, und bewahren Sie die Schlüssel woanders auf.
settings-old-backup = älter als eine Woche
settings-disk = Speicherplatz
settings-free = { $size } frei
settings-little-space = fast voll
settings-unknown = unbekannt
settings-mail = E-Mail
settings-no-mail = kein Mailserver
settings-no-mail-hint = Niemand wird per E-Mail benachrichtigt, und Einladungen sind Links zum Weitergeben. Setzen Sie smtp.host und smtp.from.
settings-mails = Seit dem Start: { $sent } übergeben, { $refused } abgewiesen
settings-mails-refused = einige endgültig abgewiesen
settings-key = OpenPGP-Schlüssel
settings-key-ends = bis { $day }
settings-key-without-end = ohne Ende
settings-evidence = Belege
settings-laboratory = auch von privaten Adressen: nur für ein Labor
settings-work = Ausgang
settings-work-hint = Was den Server verlässt und was er von selbst tut. Was misslingt, wird wiederholt, zwölfmal.
settings-work-kind = Arbeit
settings-work-due = Offen
settings-work-failed = Aufgegeben
settings-work-state = Zustand
settings-work-given-up = einiges aufgegeben
settings-work-late = verspätet
settings-work-next = als Nächstes fällig
settings-kind-mail = Nachrichten per E-Mail
settings-kind-invitation = Einladungen per E-Mail
settings-kind-link = Zugänge für Meldende per E-Mail
settings-kind-evidence = Blicke auf Firmware-Seiten
settings-kind-publish = Veröffentlichung
settings-kind-cve = CVE-Kennungen und -Einträge
settings-kind-features = Woran Meldungen wiedererkannt werden
settings-kind-follow = Duplikate, die ihrem Original folgen
settings-values = Einstellungen
settings-values-hint = Jede ist eine Zeile in tellfirst.toml oder eine Variable wie TELLFIRST_PUBLIC_URL, die mehr gilt als die Datei. Geheimes wird nicht gezeigt.
settings-name = Einstellung
settings-value = Wert
settings-source = Von
settings-not-set = nicht gesetzt
settings-secret = gesetzt, nicht gezeigt
settings-from-default = Vorgabe
settings-from-file = Datei
settings-from-environment = Umgebung
settings-from-flag = Schalter
nav-settings = Einstellungen
