# Die Fallseite einer meldenden Person.

case-sign-in = Ihren Fall öffnen
case-sign-in-lead = Mit der Nummer und dem Code, die Sie beim Senden Ihrer Meldung bekommen haben.
case-number-hint = Etwa LNK-2026-0042
case-secret-hint = Groß oder klein, mit oder ohne Striche
case-open = Fall öffnen
case-lost-secret = Code verloren und keine Adresse angegeben? Wir haben keine Kopie und können ihn nicht wiederherstellen. Schreiben Sie einem Menschen, der nach einem anderen Weg sucht:
case-wrong = Zu dieser Nummer und diesem Code gibt es keinen Fall. Bitte prüfen Sie beides.

case-state-new = Eingegangen
case-state-in-review = Wird beurteilt
case-state-needs-info = Wartet auf Sie
case-state-confirmed = Bestätigt
case-state-resolved = Gelöst
case-state-rejected = Nicht angenommen
case-state-duplicate = Schon bekannt
case-state-merged = Mit einem anderen Fall verbunden
case-state-withdrawn = Zurückgezogen
case-withdrawn = Sie haben diese Meldung zurückgezogen
case-received = eingegangen
case-received-at = Eingegangen
case-received-as = Eingegangen als

case-promise-acknowledge = Erste Antwort
case-promise-triage = Unser Urteil
case-promise-status-update = Nächste Nachricht
case-promise-fix = Korrektur
case-promise-appeal = Antwort auf Ihren Einspruch

case-who-team = Das Sicherheitsteam
case-who-remediation = Das Behebungsteam
case-who-reporter = Sie
case-who-nobody = Niemand
case-server = Dieser Server
case-you = Sie

# Was als Nächstes geschieht, als Halbsatz nach dem Namen.
case-next-acknowledge = liest Ihre Meldung und antwortet Ihnen.
case-next-review = beurteilt Ihre Meldung: bestätigt, mit Grund nicht angenommen, oder eine Frage an Sie.
case-next-approve-rejection = beurteilt Ihre Meldung: bestätigt, mit Grund nicht angenommen, oder eine Frage an Sie.
case-next-answer-appeal = lässt eine andere Person die Entscheidung prüfen und beantwortet Ihren Einspruch.
case-next-answer-question = beantworten bitte die Frage des Teams unten. Das Team macht weiter, sobald Sie geschrieben haben.
case-next-list-devices = stellt fest, welche Geräte betroffen sind.
case-next-commission = beauftragt die Korrektur für die Geräte, die noch keine haben.
case-next-approve-no-fix = entscheidet, was aus Geräten wird, die vielleicht keine Korrektur bekommen.
case-next-release-fixes = erstellt und veröffentlicht die korrigierte Firmware.
case-next-show-evidence = wartet, bis die Download-Seiten die korrigierte Firmware anbieten; wir sehen regelmäßig nach.
case-next-await-embargo = muss handeln, bis das Embargo endet. Dann bekommen Sie grünes Licht.
case-next-publish = veröffentlicht den Sicherheitshinweis.
case-next-approve-publication = veröffentlicht den Sicherheitshinweis; vorher sieht ihn eine zweite Person an.
case-next-follow-original = muss hier handeln: Ihre Meldung folgt dem früheren Fall. Sie erfahren es, wenn sich dort etwas bewegt.
case-next-follow-merged = muss hier handeln: Ihre Meldung lebt in einem anderen Fall weiter.
case-next-may-appeal = muss handeln. Wenn Sie anderer Meinung sind, können Sie einmal Einspruch erheben.
case-next-may-disclose = muss handeln. Sie dürfen veröffentlichen.
case-next-closed = muss noch handeln. Schreiben können Sie weiterhin.

# Das grüne Licht
case-light-green = Jedes betroffene Gerät Ihrer Meldung ist korrigiert oder durch Belege abgeschlossen, und kein Embargo bindet.
case-light-lifted = Die Schwachstelle ist öffentlich bekannt oder wird angegriffen: Warten schützt niemanden mehr.
case-light-may-not-must = Sie dürfen veröffentlichen. Sie müssen nicht.
case-light-red = Bitte warten Sie noch mit dem Veröffentlichen. Das steht im Weg:
case-light-none = Sie dürfen frei veröffentlichen
case-light-none-text = Wir bearbeiten diese Meldung nicht weiter und bitten Sie deshalb nicht zu warten.
case-obstacle-not-judged = Wir haben die Meldung noch nicht beurteilt.
case-obstacle-no-devices = Wir haben noch nicht festgestellt, welche Geräte betroffen sind.
case-obstacle-follows = Ihre Meldung folgt einem anderen Fall mit derselben Schwachstelle und teilt sein Licht.
# $open Geräte ohne gesehene Korrektur, $of alle Geräte der Meldung
case-obstacle-devices = { $open ->
    [one] Für { $open } von { $of } Geräten haben wir noch keine Korrektur auf der Download-Seite gesehen.
   *[other] Für { $open } von { $of } Geräten haben wir noch keine Korrektur auf der Download-Seite gesehen.
}
case-obstacle-embargo = Ein Embargo bindet beide Seiten bis { $until }.
case-obstacle-embargo-open = Ein Embargo bindet beide Seiten.

case-devices = Geräte und Korrekturen
case-retested = von Ihnen nachgeprüft
case-rejected = Wir haben diese Meldung nicht angenommen
case-policy-line = Die Zeile unserer Richtlinie, auf der das beruht
case-reason-out-of-scope = Gehört nicht zum Programm
case-reason-not-a-vulnerability = Keine Schwachstelle
case-reason-not-reproducible = Wir konnten es nicht nachvollziehen
case-reason-not-our-product = Keines unserer Produkte
case-reason-support-request = Eine Sache für die technische Hilfe
case-reason-known-behaviour = Bekanntes und gewolltes Verhalten
case-reason-no-usable-claim = Keine Aussage, die wir prüfen konnten
case-appeal = Sind Sie anderer Meinung?
case-appeal-lead = Sie haben einen Einspruch. Eine andere Person als die erste sieht sich die Entscheidung an und antwortet Ihnen.
case-appeal-text = Was wir falsch gesehen haben
case-appeal-send = Einspruch senden
case-appealed = Sie haben Einspruch erhoben am
case-appeal-open = Eine andere Person sieht ihn sich an.

case-story = Was geschehen ist
case-told-opened = haben die Meldung gesendet
case-told-written = schrieb
case-told-file = hat eine Datei hinzugefügt
# $state der Stand eines Falls
case-told-state = hat den Stand geändert: { $state }
case-told-asked = fragt Sie
case-told-rejected = hat die Meldung nicht angenommen
case-told-duplicate = hat festgestellt, dass die Schwachstelle schon gemeldet war; Ihr Fall folgt dem früheren
case-told-original = Der frühere Fall ist jetzt: { $state }
case-told-merged = hat Ihre Meldung mit einem anderen Fall verbunden
case-told-split = hat Ihrer Meldung einen eigenen Fall gegeben
case-told-appealed = haben Einspruch erhoben
case-told-appeal-upheld = hat Ihren Einspruch beantwortet: Die Entscheidung bleibt
case-told-appeal-overturned = hat Ihren Einspruch beantwortet: Die Entscheidung wurde geändert
case-told-withdrawn = haben die Meldung zurückgezogen
case-told-credit = haben geändert, wie Sie genannt werden
case-told-disclosed = haben gesagt, wo es veröffentlicht wurde
case-told-assessed = hat den Schweregrad bewertet
case-told-weakness = hat den Schwächentyp bestimmt
case-told-cve = hat eine CVE-Nummer dafür
# $end ein Zeitpunkt
case-told-embargo-proposed = – Vorschlag: Embargo bis { $end }
case-told-embargo-accepted = – Zustimmung zum vorgeschlagenen Embargo
case-told-embargo-rejected = – Ablehnung des vorgeschlagenen Embargos
case-told-embargo-over = Das Embargo ist wie vereinbart zu Ende
case-told-embargo-sighted = Das Embargo ist zu Ende, weil die Schwachstelle draußen bekannt ist
case-told-embargo-fixed = hat das Embargo beendet: Die Korrekturen sind da
case-told-embargo-waived = hat das Embargo beendet
case-told-public = hat vermerkt, dass die Schwachstelle öffentlich ist
case-told-exploit = hat vermerkt, dass Angriffscode öffentlich ist
case-told-attacks = hat vermerkt, dass Angriffe gesehen wurden
case-told-green = – grünes Licht gegeben
case-told-lifted = – Beschränkung aufgehoben
case-told-revoked = – grünes Licht zurückgenommen, weil eine Korrektur nicht mehr angeboten wird
case-told-published = hat den Sicherheitshinweis veröffentlicht
case-told-removed = hat den Sicherheitshinweis zurückgezogen

case-write = Dem Team schreiben
case-message = Nachricht
case-message-hint = Ihre Antwort, weitere Einzelheiten, eine Frage
case-send = Senden

case-facts = Angaben
case-documents = Signierte Dokumente
case-documents-hint = Jeder kann sie ohne uns prüfen:
case-receipt = Quittung
case-letter = Schreiben zum grünen Licht
case-revocation = Widerruf
case-severity = Schweregrad
case-not-rated = noch nicht bewertet
case-your-report = Ihre Meldung, wie wir sie erhalten haben

case-embargo = Embargo
case-embargo-none = Es ist nichts vereinbart.
case-embargo-proposed = Ein Vorschlag liegt auf dem Tisch.
case-embargo-active = Beide Seiten schweigen bis
case-embargo-open = Beide Seiten schweigen.
case-embargo-exited = Das Embargo ist vorbei.
case-embargo-yours = Ihr Vorschlag für das Ende:
case-embargo-theirs = Das Team schlägt als Ende vor:
case-embargo-accept = Annehmen
case-embargo-reject = Ablehnen
case-embargo-propose = Einen Tag vorschlagen
case-embargo-end = Bis zum Ende des (UTC)
case-embargo-reason = Grund
case-embargo-send = Vorschlag senden

case-retest = Die Korrektur ausprobieren
case-retest-lead = Wenn Sie mögen, probieren Sie die veröffentlichte Firmware aus und sagen Sie es uns. Es ist keine Pflicht.
case-retest-device = Gerät
case-retest-gone = Ist die Schwachstelle weg?
case-retest-yes = Ja, weg
case-retest-no = Nein, noch da
case-retest-note = Was Sie gesehen haben
case-retest-send = Ergebnis senden

case-disclosure = Veröffentlichen
case-disclosure-lead = Bevor Sie veröffentlichen, können Sie Ihren Entwurf an den Tatsachen dieses Falls prüfen:
case-disclosed-at = Sie haben veröffentlicht unter
case-disclosed-url = Wo es veröffentlicht wurde
case-disclosed-hint = Die Adresse Ihres Artikels, Vortrags oder Codes
case-disclosed-send = Adresse vermerken

case-credit-now = Derzeit:
case-credit-change = Ändern
case-credit-save = Änderung speichern

case-withdraw = Meldung zurückziehen
case-withdraw-lead = Wir arbeiten dann nicht weiter daran, es sei denn, andere haben dasselbe gemeldet. Was gesagt wurde, bleibt im Fall.
case-withdraw-confirmed = Die Schwachstelle ist bestätigt und wird behoben, ob Sie bleiben oder nicht. Wir behelligen Sie dann nicht mehr.
case-withdraw-reason = Grund, wenn Sie mögen
case-withdraw-sure = Ja, ich ziehe sie zurück
# $case die Nummer des Falls
case-withdraw-sure-of = Ja, ich ziehe meine Meldung { $case } zurück
case-withdraw-send = Zurückziehen

flash-case-message = Gesendet. Das Team hat es.
flash-case-credit = Gespeichert: So werden Sie genannt.
flash-case-withdrawn = Ihre Meldung ist zurückgezogen. Danke trotzdem.
flash-case-appeal = Ihr Einspruch ist gesendet. Eine andere Person beantwortet ihn.
flash-case-embargo = An die andere Seite gesendet.
flash-case-disclosed = Vermerkt. Danke, dass Sie es uns sagen.
flash-case-retest = Danke fürs Ausprobieren.
flash-case-draft-shared = Ihr Entwurf wurde dem Team als Nachricht gesendet.

# The way in by mail
case-link = Ein Link per Mail
case-link-lead = Wenn Sie mit der Meldung eine E-Mail-Adresse angegeben haben, schicken wir Ihnen einen Link, der den Fall einmal öffnet, innerhalb von { $minutes } Minuten.
case-link-send = Link schicken
flash-case-link = Wenn Nummer und Adresse zusammengehören, ist ein Link zu Ihrem Postfach unterwegs.
case-link-open = Ihr Weg in den Fall
case-link-open-lead = Fall { $case }. Der Link gilt einmal: Drücken Sie den Knopf, um ihn zu benutzen.
case-link-over = Dieser Link gilt nicht mehr
case-link-over-remedy = Er wurde schon benutzt oder seine Zeit ist um. Fordern Sie einen neuen an oder öffnen Sie den Fall mit Ihrem Code.
