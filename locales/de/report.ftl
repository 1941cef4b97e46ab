# Das Meldeformular.

report-step-product = Gerät
report-step-flaw = Was Sie fanden
report-step-severity = Wie schlimm es ist
report-step-person = Über Sie
report-step-review = Prüfen und senden
report-go-on = Speichern und weiter
report-back = Zurück
report-to-review = Direkt zur Prüfung
report-unknown = Weiß ich nicht
report-none = nicht angegeben
report-optional = Wenn Sie es wissen

# Das Gerät
report-which-brand = Um welches Gerät geht es?
report-which-brand-lead = Wählen Sie die Marke, oder suchen Sie das Modell. Was Sie nicht wissen, darf offen bleiben.
# $number die Fassung der Richtlinie
report-policy = Ihre Meldung wird an Fassung { $number } unserer Richtlinie gebunden.
report-policy-read = Bitte lesen Sie sie zuerst
report-brand = Marke
report-brand-unknown = Eine andere Marke, oder ich weiß es nicht
report-brand-unknown-hint = Senden können Sie Ihre Meldung trotzdem.
report-search = Nach dem Modell suchen
report-search-label = Modell
report-search-hint = Wie auf dem Aufkleber unter dem Gerät, etwa EA7500 oder F7C063
report-search-go = Modell finden
# $typed was ins Suchfeld getippt wurde
report-search-found = Suche nach „{ $typed }“
report-search-perhaps = Meinen Sie eines von diesen? Sonst machen Sie mit dem Namen weiter, wie Sie ihn geschrieben haben.
report-search-none = Wir finden es nicht in unserer Liste. Vielleicht ist sie unvollständig: Machen Sie mit dem Namen weiter, wie Sie ihn geschrieben haben.
report-search-as-typed = { $brand } „{ $typed }“
report-support-hint = Dieses Formular ist für Schwachstellen.
report-type = Geräteart
# $brand die Marke
report-which-type = Welche Art von Gerät von { $brand }?
report-type-unknown = Etwas anderes, oder ich weiß es nicht
report-back-to-brands = Neu bei der Marke beginnen
report-which-model = Welches Modell von { $brand }?
report-which-model-lead = Das Modell steht auf dem Aufkleber unter dem Gerät.
report-model = Modell
report-model-choose = Modell wählen
report-model-other = Mein Modell steht nicht in der Liste
report-model-unknown = Ich kenne das Modell nicht
report-model-hint = Wie auf dem Aufkleber. Jeder Name ist recht; lassen Sie das Feld leer, wenn Sie es nicht wissen.
report-details = Welches genau?
report-details-lead = Aufkleber und Statusseite des Geräts verraten es. Alles hier darf offen bleiben.
report-revision = Hardware-Revision
report-revision-hint = Auf dem Aufkleber, nach dem Modell: v1, v2, rev. B
report-region = Region
report-region-hint = Wo das Gerät verkauft wurde
report-firmware = Firmware-Version
report-firmware-hint = Auf der Webseite des Geräts selbst. „unbekannt“ ist in Ordnung.
report-part = Betroffener Teil
report-part-hint = Eine Seite, ein Dienst, ein Rechnername oder eine Schnittstelle, wenn Sie es wissen: So können wir besser sagen, ob es dazugehört
report-check-again = Noch einmal prüfen, ob es dazugehört
report-verdict-line = Diese Zeile unserer Richtlinie lesen

# Die Schwachstelle
report-flaw = Was haben Sie gefunden?
report-flaw-lead = Schreiben Sie in eigenen Worten. Titel und Beschreibung genügen; der Rest hilft uns, es schneller zu sehen.
report-title = Titel
report-title-hint = Gut: „Befehlseinschleusung im Namen des Gastnetzes“. Weniger gut: „Router gehackt“.
report-description = Beschreibung
report-description-hint = Was ist falsch, wo, und warum ist es wichtig?
report-steps = Schritte, die es zeigen
report-steps-hint = Einer je Zeile, möglichst von einem frischen Gerät aus
report-observed = Was Sie gesehen haben
report-observed-hint = Ausgaben, Meldungen, was geschah und was hätte geschehen sollen
report-impact = Was ein Angreifer gewinnt
report-impact-hint = Was sich lesen, ändern oder lahmlegen lässt, und für wen
report-tested = Wie Sie getestet haben
report-tested-device = An einem echten Gerät
report-tested-device-hint = Ihrem eigenen, oder mit Zustimmung der Person, der es gehört
report-tested-emulated = In einem Emulator
report-tested-code = Durch Lesen von Code oder Firmware
report-cwe = Schwächentyp (CWE)
report-cwe-hint = Etwa CWE-78. Lassen Sie das Feld leer, wenn Sie unsicher sind.
report-tools = Verwendete Werkzeuge
report-tools-hint = Scanner, Fuzzer, KI-Assistenten: So wissen wir, wie die Meldung zu lesen ist
report-files = Dateien
report-files-add = Dateien hinzufügen
# $count Dateien höchstens, je höchstens $size MiB
report-files-hint = Bilder, Aufnahmen, Mitschnitte, Skripte. Bis zu { $count } Dateien von je { $size } MiB. Sie werden schon beim Eintreffen verschlüsselt.
report-file-remove = Entfernen

# Der Schweregrad
report-severity = Wie schlimm ist es?
report-severity-lead = Wählen Sie den Weg, der Ihnen liegt. Unser Team bewertet selbst, und Sie sehen beides nebeneinander.
report-rating = Ihre Einschätzung
report-rating-guided = Durch Antworten auf Fragen
report-rating-guided-hint = Einfache Fragen; die CVSS-Vektoren bilden wir daraus
report-rating-vector = Durch einen CVSS-Vektor
report-rating-vector-hint = 3.0, 3.1 oder 4.0
report-rating-word = In einem Wort
report-rating-unknown-hint = Dann bewertet unser Team allein
report-vector = Vektor
report-vector-hint = Etwa CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H
report-word = Schweregrad
report-word-low = Lästig; schwer zu nutzen, oder wenig zu gewinnen
report-word-medium = Ernst, aber durch Bedingungen begrenzt
report-word-high = Übernimmt oder stört ein Gerät unter gewöhnlichen Umständen
report-word-critical = Übernimmt Geräte von außen ohne jemandes Zutun
report-av-explained = Was „Angriffsvektor“ bedeutet, und warum „nur im LAN“ besonders ist
report-av-network = Netzwerk
report-av-network-text = Gewöhnliche Pakete aus anderen Netzen können die Schwachstelle in irgendeiner unterstützten Einstellung erreichen, auch wenn die Voreinstellung sie sperrt. Nur das darf „aus der Ferne“ heißen.
report-av-adjacent = Benachbart
report-av-adjacent-text = An dasselbe Funk-, Leitungs- oder lokale Netz gebunden: WLAN-Reichweite, Bluetooth, Zigbee, ARP, dasselbe Teilnetz.
report-av-local = Lokal
report-av-local-text = Braucht eine Anmeldung am Gerät oder eine Datei, die dort jemand öffnet.
report-av-physical = Physisch
report-av-physical-text = Braucht das Gerät in der Hand: Gehäuse, Anschluss, Taste.
report-av-lan = Nur von der LAN-Seite:
report-av-lan-text = Der Leitfaden zu CVSS 3.1 zählt einen Angriff aus demselben Intranet als Netzwerk; CVSS 4.0 hat diesen Satz gestrichen, und die meisten lesen es als Benachbart. Wir zeigen beide Lesarten. So oder so ist ein Angriff, der das Heimnetz braucht, nicht „aus der Ferne“ möglich.
# $answer eine Antwort auf eine frühere Frage
report-asked-if = Nur wenn Sie geantwortet haben: { $answer }
report-av-result = Was Ihre Antworten für den Angriffsvektor bedeuten
report-av-alternative = Die andere vertretbare Lesart:
report-wording-remote = Ein Text darf diesen Angriff „aus der Ferne möglich“ nennen.
report-wording-victim = Von außen gelingt er nur über den Browser eines Opfers: Ein Text sollte das sagen.
report-wording-lan = Er gelingt nur aus dem lokalen Netz: Ein Text sollte „aus dem lokalen Netz“ sagen, nicht „aus der Ferne“.
report-wording-device = Er gelingt nur am Gerät selbst: Ein Text sollte das sagen.
report-av-reason = Ihr Grund für den Angriffsvektor
report-av-reason-hint = Wenn Sie es anders lesen als wir, sagen Sie bitte, warum. Unser Team liest es.
report-known = Was draußen bekannt ist
report-exploited = Wissen Sie von Angriffen mit dieser Schwachstelle?
report-exploited-no = Nein, von keinen
report-exploited-yes = Ja, sie wird für Angriffe benutzt
report-public-url = Schon öffentlich unter
report-public-url-hint = Die Adresse einer Seite, eines Beitrags, Vortrags oder Codes, der sie beschreibt
report-planned = Geplanter Tag der Veröffentlichung
report-planned-hint = Wenn Sie einen haben. Er bindet Sie nicht.
report-other-makers = Andere betroffene Hersteller
report-other-makers-hint = Wer hat diese Schwachstelle noch, und wer weiß davon?

# Die Person
report-person = Über Sie
report-person-lead = Alles hier ist freiwillig. Ohne Adresse kommen Sie mit Fallnummer und Code zurück.
report-name = Name oder Pseudonym
report-name-hint = Wie wir Sie anreden sollen
report-email = E-Mail
report-email-hint = Wir schreiben, dass es etwas Neues gibt, nie was. Die Adresse sieht nur unser Team.
report-pgp-key = Öffentlicher OpenPGP-Schlüssel
report-pgp-hint = Der ganze Block, wenn Sie verschlüsselte E-Mail möchten
report-credit = Möchten Sie genannt werden?
report-credit-later = Das entscheide ich später
report-credit-as = Ja, mit diesem Namen
report-credit-anonymous = Nein, anonym bleiben
report-credit-name = Name für die Danksagung
report-credit-name-hint = Wenn Sie ja gesagt haben. Leer heißt: der Name oben.
report-language = Sprache unserer Antworten
report-language-hint = Auch Ihre Quittung ist darin geschrieben

# Prüfen und senden
report-review = Ist alles richtig?
report-review-lead = Es wurde noch nichts gesendet. Ändern Sie, was Sie möchten, und senden Sie dann.
report-change = Ändern
report-before-sending = Bevor Sie senden
# $maker der Hersteller
report-before-sending-text = { $maker } bekommt, was Sie hier sehen. Sie bekommen eine Fallnummer, einen Geheimcode und eine signierte Quittung. Eine gesendete Meldung lässt sich nicht mehr ändern; ergänzen können Sie sie jederzeit.
report-send = Meldung senden
report-expired = Ihr Entwurf war abgelaufen
report-expired-text = Nicht gesendete Meldungen bewahren wir nur einen Tag auf. Was auf dieser Seite stand, ist noch da; bitte füllen Sie die anderen Seiten noch einmal aus.

# Nach dem Senden
report-thanks = Danke. Wir haben Ihre Meldung.
report-thanks-lead = Sie ist sicher gespeichert. Ein Mensch wird sie lesen.
report-number = Fallnummer
report-secret = Geheimcode
report-answer-by = Erste Antwort bis
report-digest = Fingerabdruck Ihrer Meldung
report-download-receipt = Signierte Quittung herunterladen
report-open-case = Ihren Fall öffnen
report-next-read = Ein Mensch liest Ihre Meldung und antwortet bis zum genannten Termin.
report-next-judge = Sie erfahren, ob wir sie bestätigen können, mit dem Grund in jedem Fall. Einmal können Sie Einspruch erheben; dann antwortet eine andere Person.
report-next-fix = Wir beauftragen eine Korrektur für jedes betroffene Gerät. Ihr Fall zeigt, wie weit jede ist.
report-next-light = Wenn die Korrekturen da sind, bekommen Sie grünes Licht: ein signiertes Schreiben, dass Sie veröffentlichen dürfen.
report-next-return = Kommen Sie jederzeit mit Fallnummer und Code zurück. Bis Sie den Browser schließen, bleiben Sie hier angemeldet.
report-next-contact = Etwas ist unklar? Schreiben Sie einem Menschen:

# Warum ein Feld so nicht geht, als Halbsatz nach seinem Namen
report-why-date = Bitte schreiben Sie das Datum wie 2026-12-31
report-why-past = Das Datum liegt in der Vergangenheit; ist es schon öffentlich, geben Sie stattdessen die Adresse an
report-why-firmware-long = Eine Firmware-Version hat höchstens { $max } Zeichen; meinten Sie „{ $suggestion }“
report-why-firmware-control = Eine Firmware-Version ist eine Zeile einfacher Text; meinten Sie „{ $suggestion }“
report-why-firmware-digit = Eine Firmware-Version enthält eine Ziffer; schreiben Sie „unbekannt“, wenn Sie sie nicht lesen können
report-why-firmware-model = „{ $model }“ ist das Modell; die Firmware-Version steht auf der Statusseite des Geräts
report-why-firmware-text = Das ist keine Version; meinten Sie „{ $suggestion }“
