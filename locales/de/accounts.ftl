# Anmelden, Konten, und was mit ihnen geschah.

accounts-sign-in = Anmelden
accounts-sign-in-lead = Für das Sicherheitsteam. Meldende brauchen kein Konto: Sie öffnen ihren Fall mit Nummer und Geheimcode.
accounts-email = E-Mail-Adresse
accounts-password = Passwort
accounts-name = Name
accounts-go-on = Weiter
accounts-forgotten = Passwort vergessen? Wer Ihr Team leitet, kann Ihnen einen Link für ein neues geben.
accounts-fill-in = Bitte füllen Sie dieses Feld aus.
accounts-wrong = Adresse und Passwort gehören nicht zusammen. Prüfen Sie beide und versuchen Sie es noch einmal.
accounts-wait-title = Zu viele Versuche
accounts-wait = { $n ->
    [one] Bitte warten Sie eine Sekunde bis zum nächsten Versuch. Niemand ist ausgesperrt.
   *[other] Bitte warten Sie { $n } Sekunden bis zum nächsten Versuch. Niemand ist ausgesperrt.
}
accounts-start-again = Von vorn beginnen

accounts-code-title = Code eingeben
accounts-code-lead = Ihre Authenticator-App zeigt einen Code aus sechs Ziffern, der alle 30 Sekunden wechselt.
accounts-code = Code
accounts-code-wrong = Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten in Ihrer App und versuchen Sie es noch einmal.
accounts-code-wrong-first = Das ist nicht der Code des Kontos oben. Prüfen Sie, ob die Uhr Ihres Telefons stimmt, und geben Sie den Code ein, der jetzt angezeigt wird.
accounts-code-lost = Telefon verloren? Wer Ihr Team leitet, kann den zweiten Faktor zurücksetzen.

accounts-set-up = Zweiten Faktor einrichten
accounts-set-up-lead = Jedes Konto hat zwei Schlüssel: das Passwort und einen Code aus einer App auf Ihrem Telefon. Das dauert eine Minute und ist nur einmal nötig.
accounts-set-up-scan = Lesen Sie dieses Bild mit einer Authenticator-App ein, zum Beispiel Aegis, 2FAS oder der Ihres Passwort-Managers.
accounts-set-up-type = Oder tippen Sie diesen Schlüssel in die App
accounts-set-up-confirm = Geben Sie danach den Code ein, den die App anzeigt.
accounts-set-up-done = Abschließen

accounts-first = Willkommen: Legen Sie das erste Konto an
accounts-first-lead = Dieses Konto leitet den Server und lädt alle anderen ein. Der Link gilt einmal.
accounts-welcome = Willkommen, { $name }
accounts-welcome-lead = Wählen Sie ein Passwort für Ihr Konto. Der Link gilt einmal.
accounts-new-password = Neues Passwort
accounts-new-password-hint = Mindestens 12 Zeichen. Mehrere Wörter sind gut; Sonderzeichen sind nicht nötig.
accounts-password-again = Dasselbe Passwort noch einmal
accounts-password-differs = Die beiden Passwörter unterscheiden sich. Geben Sie sie noch einmal ein.
accounts-password-too-short = Verwenden Sie mindestens 12 Zeichen, zum Beispiel mehrere Wörter.
accounts-password-too-long = Verwenden Sie höchstens 512 Zeichen.
accounts-password-personal = Das ist Ihr Name oder Ihre Adresse oder kaum mehr. Wählen Sie etwas, das andere nicht erraten.
accounts-password-common = Viele Menschen verwenden dieses Passwort, darum wird es zuerst versucht. Wählen Sie ein anderes.
accounts-name-wrong = Geben Sie einen Namen in einer Zeile ein.
accounts-email-wrong = Geben Sie eine E-Mail-Adresse wie name@example.com ein, die zu keinem anderen Konto gehört.
accounts-roles-wrong = Wählen Sie mindestens eine Rolle.

accounts-me = Ihr Konto
accounts-sessions = Wo Sie angemeldet sind
accounts-sessions-lead = Eine Sitzung endet nach zwei Stunden ohne Benutzung und in jedem Fall nach zwölf Stunden.
accounts-session-agent = Browser
accounts-session-began = Angemeldet
accounts-session-used = Zuletzt benutzt
accounts-session-this = diese hier
accounts-session-end = Beenden
accounts-agent-unknown = unbekannter Browser
accounts-sign-out-everywhere = Überall abmelden
accounts-sign-out-others = Alle anderen Sitzungen beenden
accounts-change-password = Passwort ändern
accounts-change-password-lead = Alle anderen Sitzungen enden.
accounts-current-password = Bisheriges Passwort
accounts-current-wrong = Das ist nicht Ihr bisheriges Passwort.
accounts-new-factor = Neues Telefon
accounts-new-factor-lead = Richten Sie den zweiten Faktor neu ein, zum Beispiel auf einem neuen Telefon. Der alte gilt, bis der neue funktioniert.
accounts-new-factor-go = Neu einrichten
accounts-roles = Rollen
accounts-tokens = API-Token
accounts-tokens-none = Keine. Auf dem Server legt die Verwaltung sie mit „tellfirst token add“ an.

flash-accounts-signed-out = Sie sind abgemeldet.
flash-accounts-session-ended = Die Sitzung ist beendet.
flash-accounts-password-set = Das Passwort ist geändert. Alle anderen Sitzungen sind beendet.

accounts-title = Konten
accounts-lead = Wer sich anmelden kann, und was diese Personen dürfen.
accounts-state = Stand
accounts-state-active = aktiv
accounts-state-invited = eingeladen
accounts-state-one-factor = noch kein zweiter Faktor
accounts-state-disabled = gesperrt
accounts-since = Seit
accounts-invite = Jemanden einladen
accounts-invite-lead = Sie bekommen einen Link zum Weitergeben. Er gilt einmal und sieben Tage lang.
accounts-invite-go = Link anlegen
accounts-role-triager = Prüft Meldungen und schreibt mit den Meldenden.
accounts-role-remediator = Behebt: sieht den technischen Inhalt beauftragter Fälle, nie wer gemeldet hat.
accounts-role-publisher = Schreibt und veröffentlicht Sicherheitshinweise.
accounts-role-manager = Darf alles und verwaltet die Konten.
accounts-role-auditor = Liest alles und ändert nichts.
accounts-role-administrator = Konten, Schlüssel und Einstellungen; keine Fallinhalte.
accounts-link-for = Ein Link für { $name }
accounts-link = Link
accounts-link-invite = Geben Sie ihn dieser Person so, dass sonst niemand ihn liest. Sie wählt ihr eigenes Passwort und richtet einen zweiten Faktor ein. Er gilt einmal und sieben Tage lang.
accounts-link-reset = Geben Sie ihn dieser Person so, dass sonst niemand ihn liest. Sie wählt ein neues Passwort; ihre Sitzungen enden dann. Er gilt einmal und 24 Stunden lang.
accounts-back = Zurück zu den Konten
accounts-own = Das ist Ihr eigenes Konto. Ihre Rollen ändert jemand anderes; das Übrige finden Sie unter
accounts-roles-go = Rollen ändern
accounts-access = Zugang
accounts-link-lead = Passwort vergessen oder Einladung verloren? Legen Sie einen neuen Link an. Frühere gelten dann nicht mehr.
accounts-link-go = Link anlegen
accounts-factor-lead = Telefon verloren? Nach dem Zurücksetzen enden alle Sitzungen, und die nächste Anmeldung richtet einen neuen zweiten Faktor ein. Vergewissern Sie sich, dass Sie mit der richtigen Person sprechen.
accounts-factor-go = Zweiten Faktor zurücksetzen
accounts-disable-lead = Das Sperren beendet sofort alle Sitzungen und API-Token. Nichts, was die Person getan hat, geht verloren.
accounts-disable = Konto sperren
accounts-enable-lead = Dieses Konto ist gesperrt: Niemand kann sich damit anmelden.
accounts-enable = Konto entsperren
accounts-token-revoked = widerrufen

accounts-events = Anmeldungen und Änderungen
accounts-events-lead = Alles, was mit Konten geschah, das Neueste zuerst. Einträge werden nur hinzugefügt.
accounts-events-none = Noch nichts
accounts-event-when = Wann
accounts-event-what = Was
accounts-event-whose = Konto
accounts-event-from = Woher
accounts-event-nobody = kein Konto
accounts-event-by = durch { $name }
accounts-event-signed-in = Angemeldet
accounts-event-sign-in-failed = Falsches Passwort oder unbekannte Adresse
accounts-event-code-failed = Falscher Code
accounts-event-signed-out = Abgemeldet
accounts-event-session-ended = Sitzung beendet
accounts-event-sessions-ended = Sitzungen beendet
accounts-event-second-factor-set = Zweiter Faktor eingerichtet
accounts-event-second-factor-reset = Zweiter Faktor zurückgesetzt
accounts-event-password-set = Passwort gesetzt
accounts-event-invited = Eingeladen
accounts-event-link-made = Link angelegt
accounts-event-roles-changed = Rollen geändert
accounts-event-disabled = Konto gesperrt
accounts-event-enabled = Konto entsperrt
accounts-event-token-made = API-Token angelegt
accounts-event-token-revoked = API-Token widerrufen

flash-accounts-changed = Das Konto ist geändert.
flash-accounts-own = Nicht geändert: Über Ihr eigenes Konto entscheidet jemand anderes.
flash-accounts-last = Nicht geändert: Es bliebe niemand, der die übrigen verwalten kann.
