# Hinweise per E-Mail. Sie sagen, dass etwas geschehen ist, und nie, worum es geht.

mail-line-case = Fall: { $value }
mail-line-event = Was geschehen ist: { $value }
mail-line-next = Am Zug: { $value }
mail-line-link = Öffnen: { $value }
mail-closing-reporter = Diese Nachricht enthält absichtlich nichts aus Ihrer Meldung. Melden Sie sich mit Fallnummer und geheimem Code an, um weiterzulesen; ist der Code verloren, schickt Ihnen dieselbe Seite einen Link. Bitte antworten Sie nicht per E-Mail.
mail-closing-staff = Diese Nachricht enthält absichtlich nichts aus dem Fall. Melden Sie sich an, um weiterzulesen.

mail-next-due = { $who }, bis { $due }
mail-next-you = Sie
mail-next-reporter = die meldende Person
mail-next-team = das Sicherheitsteam
mail-next-second-person = eine zweite Person des Sicherheitsteams
mail-next-remediation = das Behebungsteam
mail-next-publisher = die Veröffentlichung
mail-next-nobody = niemand muss handeln

mail-event-other = Der Fall hat sich geändert
mail-event-opened = Eine Meldung ist eingegangen
mail-event-opened-reporter = Wir haben Ihre Meldung erhalten
mail-event-written = Es gibt eine neue Nachricht
mail-event-file-added = Es gibt eine neue Datei
mail-event-state-changed = Der Stand hat sich geändert
mail-event-information-asked = Es gibt eine Rückfrage
mail-event-information-asked-reporter = Wir haben eine Frage an Sie
mail-event-rejected = Die Meldung wurde nicht angenommen
mail-event-rejected-reporter = Wir haben die Meldung nicht angenommen; Sie können widersprechen
mail-event-marked-duplicate = Die Meldung wiederholt eine andere
mail-event-original-changed = Der Fall, den sie wiederholt, ist weiter
mail-event-appealed = Es gibt einen Widerspruch
mail-event-appeal-answered = Der Widerspruch ist beantwortet
mail-event-withdrawn = Die Meldung wurde zurückgezogen
mail-event-credit-changed = Der Wunsch zur Nennung hat sich geändert
mail-event-disclosed = Die meldende Person hat eine Veröffentlichung vermerkt
mail-event-assessed = Der Schweregrad wurde bewertet
mail-event-weakness-set = Die Art der Schwachstelle wurde festgelegt
mail-event-cve-set = Die CVE-Nummer hat sich geändert
mail-event-merged-into = Der Fall wurde mit einem anderen zusammengelegt
mail-event-report-split-off = Die Meldung hat jetzt einen eigenen Fall
mail-event-commissioned = Sie sind mit einer Behebung beauftragt
mail-event-no-fix-proposed = Eine zweite Person wird gebraucht: Es soll keine Behebung geben
mail-event-evidence-lost = Eine Firmware-Seite bietet die Behebung nicht mehr an; Geräte sind wieder offen
mail-event-evidence-still-missing = Eine Firmware-Seite bietet die Behebung seit mindestens einem Tag nicht an
mail-event-embargo-proposed = Ein Embargo wurde vorgeschlagen
mail-event-embargo-accepted = Das Embargo ist vereinbart
mail-event-embargo-rejected = Das vorgeschlagene Embargo wurde abgelehnt
mail-event-embargo-ended = Das Embargo ist beendet
mail-event-sighted = Die Schwachstelle ist öffentlich bekannt oder wird ausgenutzt
mail-event-green-light-given = Grünes Licht
mail-event-green-light-given-reporter = Grünes Licht: Sie dürfen veröffentlichen
mail-event-green-light-revoked = Das grüne Licht wurde zurückgenommen
mail-event-green-light-revoked-reporter = Das grüne Licht wurde zurückgenommen: Bitte warten Sie
mail-event-published = Das Advisory wurde veröffentlicht
mail-event-removed = Das Advisory wurde zurückgezogen

# A link into a case that its reporter has asked for
mail-link-subject = Ihr Link zum Fall
mail-link-explained = Der Link gilt einmal und { $minutes } Minuten lang. Öffnen Sie ihn und drücken Sie den Knopf.
mail-link-unasked = Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun: Ohne diese Nachricht kommt niemand hinein.
# Links für Menschen im Team: die einzigen E-Mails, mit denen man hineinkommt
mail-invite-subject = Einladung in das Sicherheitsteam von { $maker }
mail-invite-hello = Guten Tag { $name },
mail-invite-lead = Sie sind in das Sicherheitsteam von { $maker } eingeladen. Öffnen Sie diesen Link, um Ihr Passwort zu wählen und Ihren zweiten Faktor einzurichten:
mail-reset-subject = Ein neues Passwort für das Sicherheitsteam von { $maker }
mail-reset-lead = mit diesem Link wählen Sie ein neues Passwort für Ihr Konto beim Sicherheitsteam von { $maker }. Ihre Sitzungen enden dann:
mail-invite-once = Er gilt einmal, bis { $until }. Niemand aus unserem Team fragt Sie danach. Wenn Sie diese E-Mail nicht erwartet haben, löschen Sie sie; der Link allein bewirkt nichts.
mail-event-retested = Die meldende Person hat die Behebung ausprobiert: Die Schwachstelle ist noch da
