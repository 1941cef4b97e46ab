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
