# Die Entwurfsprüfung und die Prüfung von Quittungen als Seiten.

check-title = Entwurf prüfen
check-lead = Sagt Ihr Text, was die Tatsachen sagen? Fügen Sie ihn ein und sehen Sie es Satz für Satz.
check-not-kept = Wir behalten Ihren Entwurf nicht
check-not-kept-text = Er wird gelesen, geprüft und vergessen. Nur wenn Sie ihn dem Team zeigen, wird er gespeichert, als Nachricht in Ihrem Fall.
check-draft = Ihr Entwurf
check-draft-hint = Mit Englisch gelingt es am besten. Bis zu einem Megabyte.
check-empty = Ihr Entwurf: Fügen Sie den Text ein, den Sie prüfen möchten.
check-format = Format
check-format-auto = Selbst erkennen
check-format-plain = Reiner Text
check-facts = Geprüft an
# $case die Nummer des Falls
check-facts-case = den Tatsachen Ihres Falls { $case }
check-facts-typed = Tatsachen, die ich eingebe
check-facts-own = Die Tatsachen
check-facts-shown = Was Ihr Fall weiß
check-typed-hint = Was Sie leer lassen, wird nicht geprüft.
check-vector = CVSS-Vektor
check-vendor = Hersteller
check-model = Modelle
check-several = Mehrere mit Kommas
check-affected = Betroffene Versionen
check-affected-hint = Etwa: before 1.1.8, oder: 1.0 and earlier
check-fixed = Korrigierte Versionen
check-fix-available = Gibt es eine Korrektur?
check-fix-yes = Ja
check-fix-no = Noch nicht
check-fix-open = Keine Angabe
check-fix-url = Seiten, die die Korrektur anbieten
check-domains = Domains des Herstellers
check-go = Entwurf prüfen
check-share = Dem Team zeigen
check-shared-intro = Mein Entwurf, für Sie zum Lesen:
check-sign-in = Haben Sie einen Fall bei uns? Melden Sie sich an, dann wird der Entwurf an seinen Tatsachen geprüft:
check-result = Ihr Entwurf, an den Tatsachen gelesen
check-clean = Nichts einzuwenden
check-clean-text = Wir haben nichts gefunden, was den Tatsachen widerspricht. Ein Mensch sähe immer noch mehr als wir.
check-findings = { $n ->
    [one] Eine Anmerkung, an ihrer Stelle in Ihrem Text.
   *[other] { $n } Anmerkungen, jede an ihrer Stelle in Ihrem Text.
}
check-advice = Das ist ein Rat. Was Sie veröffentlichen, entscheiden Sie.
check-nothing-in-part = Im geprüften Teil widerspricht nichts den Tatsachen.
check-blocker = darf nicht hinaus
check-error = Fehler
check-warning = besser ändern
check-partly = Zum Teil geprüft
check-rule-fix-link-missing = Der Link zur Korrektur fehlt
check-rule-fix-link-wrong = Der Link führt nicht zur Korrektur
check-rule-fix-not-stated-early = Dass es eine Korrektur gibt, sollte weit oben stehen
check-rule-fix-status-wrong = Ob es eine Korrektur gibt, ist falsch gesagt
check-rule-remote-claim = „Aus der Ferne“ passt nicht zum Angriffsvektor
check-rule-rce-term = „RCE“ sagt mehr als der Vektor
check-rule-reach-underclaim = Der Angriff reicht weiter als gesagt
check-rule-auth-overclaim = Der Angreifer braucht Rechte
check-rule-auth-underclaim = Der Angreifer braucht keine Rechte
check-rule-ui-overclaim = Ein Opfer muss etwas tun
check-rule-ui-underclaim = Kein Opfer muss etwas tun
check-rule-vector-mismatch = Der Vektor ist ein anderer
check-rule-score-mismatch = Die Bewertung ist eine andere
check-rule-severity-mismatch = Der Schweregrad ist ein anderer
check-rule-affected-versions-missing = Die betroffenen Versionen fehlen
check-rule-version-contradiction = Eine Version ist falsch genannt
check-rule-cve-missing = Die CVE-Nummer fehlt
check-rule-cve-wrong = Die CVE-Nummer ist eine andere
check-rule-embargoed-product = Ein Gerät, das noch unter Embargo steht, ist genannt
check-rule-scope-overclaim = Es sind mehr Geräte genannt als betroffen

verify-title = Quittung oder Schreiben prüfen
verify-lead = Wählen Sie eine Datei, die Sie von uns haben. Wir prüfen sie hier und behalten sie nicht. Sie müssen dieser Seite nicht glauben: Dieselbe Prüfung läuft auf Ihrem eigenen Rechner.
verify-file = Quittung, Schreiben zum grünen Licht oder Widerruf
verify-file-hint = Die .json-Datei, unverändert
verify-go = Prüfen
verify-empty = Quittung oder Schreiben: Bitte wählen Sie eine Datei.
verify-too-large = Quittung oder Schreiben: Diese Datei ist größer als jede von uns.
# $why warum die Datei nicht lesbar ist
verify-unreadable = Quittung oder Schreiben: { $why }.
verify-kind-receipt = Quittung
verify-kind-letter = Schreiben zum grünen Licht
verify-kind-revocation = Widerruf
verify-true = wahr
verify-true-revoked = wahr, und inzwischen zurückgenommen
verify-false = nicht wahr
verify-false-text = Mindestens eine Prüfung misslingt. Die Datei wurde verändert, oder sie ist nicht von uns. Was sie behauptet, wird hier nicht wiederholt.
verify-revoked = Wir haben dieses Schreiben später zurückgenommen: Eine Korrektur, auf der es beruhte, wurde nicht mehr angeboten. Fragen Sie nach dem neuesten Schreiben des Falls.
verify-not-revoked = Es wurde nicht zurückgenommen.
verify-checks = Prüfung für Prüfung
verify-check = Was geprüft wurde
verify-outcome = Ergebnis
verify-words = In Worten (englisch)
verify-holds = stimmt
verify-fails = stimmt nicht
verify-open = offen
verify-subject-form = Jedes Byte wie ausgestellt
verify-subject-key = Mit unserem Schlüssel signiert
verify-subject-signature = Signatur
verify-subject-checkpoint = Stand des Protokolls
verify-subject-inclusion = Eintrag im Protokoll
verify-subject-revocation = Nicht zurückgenommen
verify-unreadable-too-large = die Datei ist größer als jede Empfangsbestätigung und jeder Brief
verify-unreadable-json = die Datei ist weder Empfangsbestätigung noch Brief
verify-unreadable-json-at = die Datei ist weder Empfangsbestätigung noch Brief; sie stimmt nicht in Zeile { $line }, Spalte { $column }
verify-unreadable-kind = die Datei ist vom Typ „{ $kind }“, den diese Version nicht kennt

# The sentence of each check, by its code
verify-code-form-holds = Die Datei sagt, was ausgestellt wurde, nicht weniger und nicht mehr.
verify-code-form-fails = Die Datei ist nicht so, wie sie ausgestellt wurde: Ein Teil wurde hinzugefügt, weggelassen oder anders geschrieben.
verify-code-form-misshapen = Die Datei ist nicht so, wie sie ausgestellt wurde: Ein Teil fehlt, steht zweimal da oder ist falsch geschrieben.
verify-code-key-holds = Mit unserem Schlüssel unterschrieben, { $key }.
verify-code-key-fails = Mit einem anderen Schlüssel als unserem unterschrieben: { $key }
verify-code-key-open = Mit dem Schlüssel in der Datei unterschrieben; vergleichen Sie ihn mit dem veröffentlichten: { $key }
verify-code-signature-holds = Die Unterschrift gehört zu diesem Dokument und zum Schlüssel in der Datei.
verify-code-signature-fails = Die Unterschrift gehört nicht zu diesem Dokument: Ein unterschriebener Teil wurde geändert, oder der Schlüssel ist ein anderer.
verify-code-log-missing = Das Dokument ist (noch) nicht ins Protokoll eingetragen.
verify-code-checkpoint-holds = Der Stand des Protokolls { $origin } mit { $size } Einträgen ist mit demselben Schlüssel unterschrieben.
verify-code-checkpoint-other = Der Stand gehört zu einem anderen Protokoll oder einer anderen Größe, als die Datei sagt.
verify-code-checkpoint-fails = Der Stand des Protokolls kann nicht gelesen werden, oder seine Unterschrift gilt nicht.
verify-code-inclusion-holds = Das Dokument ist Eintrag { $index } dieses Protokolls.
verify-code-inclusion-fails = Der Beweis zeigt nicht, dass das Dokument im Protokoll steht.
verify-code-revocation-open = Eine Datei kann nicht sagen, ob der Brief später zurückgenommen wurde; oben steht, was dieser Server weiß.

# The facts of a true file
verify-fact-maker = Hersteller
verify-fact-program = Programm
verify-fact-case = Fall
verify-fact-received = Eingegangen
verify-fact-files = Dateien
verify-fact-policy-version = Fassung der Richtlinie
verify-fact-acknowledge-by = Erste Antwort bis
verify-fact-statement = Erklärung
verify-fact-serial = Laufende Nummer
verify-fact-given = Ausgestellt
verify-fact-outcome = Ergebnis
verify-fact-fixed-devices = Behobene Geräte
verify-fact-otherwise-closed = Anders abgeschlossen
verify-fact-serial-of-the-letter = Laufende Nummer des Briefs
verify-fact-revoked = Zurückgenommen

# Why a draft was not checked
check-too-long = Ihr Entwurf: Er hat { $length } Bytes; geprüft werden bis zu { $max }.
check-too-many-links = Ihr Entwurf: Er hat mehr als { $max } Links. Bitte prüfen Sie den Teil, der der Text ist.
check-too-nested = Ihr Entwurf: Klammern, Zitate, Listen oder Tags sind tiefer verschachtelt, als die Prüfung liest. Bitte vereinfachen Sie die Auszeichnung.
check-too-many-blocks = Ihr Entwurf: Er hat mehr Absätze, als die Prüfung liest. Bitte prüfen Sie den Teil, der der Text ist.
check-too-repetitive = Ihr Entwurf: Dieselben Wörter stehen an Tausenden von Stellen. Bitte prüfen Sie den Teil, der der Text ist.
