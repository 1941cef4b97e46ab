# Aufträge und Fix-Matrix: für alle, die beheben, und alle, die Behebungen beauftragen.

fixes-commissions = Aufträge
fixes-commissions-lead = Beauftragte Behebungen, die früheste Frist zuerst.
fixes-commissions-none = Hier ist nichts offen
fixes-commissions-none-hint = Andere Filter zeigen vielleicht mehr.
fixes-filter-whose = Wessen
fixes-filter-mine = Meine
fixes-filter-nobody = Noch niemandes
fixes-filter-everybody = Alle
fixes-filter-when = Fällig
fixes-filter-any-day = An jedem Tag
fixes-filter-late = Überfällig
fixes-filter-week = Innerhalb einer Woche oder überfällig
fixes-filter-what = Zeigen
fixes-filter-open = Was noch zu tun ist
fixes-filter-waiting-too = Auch was auf eine Seite oder zweite Person wartet
fixes-filter-apply = Anzeigen
fixes-column-due = Fällig
fixes-column-case = Fall
fixes-column-severity = Schweregrad
fixes-column-engineer = Zuständig
fixes-column-devices = Geräte
fixes-nobody-yet = Noch niemand
fixes-devices-open = { $n ->
    [one] { $n } zu beheben
   *[other] { $n } zu beheben
}
fixes-devices-waiting = { $n ->
    [one] { $n } wartet auf eine Seite oder zweite Person
   *[other] { $n } warten auf eine Seite oder zweite Person
}
fixes-late = { $n ->
    [one] { $n } Tag zu spät
   *[other] { $n } Tage zu spät
}
fixes-today = heute
fixes-soon = { $n ->
    [one] morgen
   *[other] in { $n } Tagen
}
fixes-later = in { $n } Tagen
fixes-due-on = fällig am { $day }
fixes-overdue-since = überfällig seit { $day }

fixes-matrix = Fix-Matrix
fixes-matrix-title = Fix-Matrix von { $case }
fixes-no-devices = Noch ist kein Gerät gelistet
fixes-add-devices = Geräte aus dem Katalog hinzufügen
fixes-select = Zellen auswählen
fixes-select-hint = Wählen Sie unten Zellen oder ganze Zeilen, oder hier viele auf einmal. Ganze Zeilen und Spalten meinen die Zellen, zu denen die Handlung passt.
fixes-select-all = Alle Zellen
fixes-select-column = Alle zu { $name }
fixes-cell-second-person = wartet auf eine zweite Person

fixes-acts = Mit den ausgewählten Zellen
fixes-choose = Wählen Sie eine Handlung
fixes-act-release = Eine Behebung ist veröffentlicht
fixes-act-not-affected = Nicht betroffen
fixes-act-no-fix = Keine Behebung geplant
fixes-act-commission = Behebung beauftragen
fixes-act-decide = Über „keine Behebung geplant“ entscheiden
fixes-act-investigate = Wird untersucht
fixes-act-affected = Betroffen
fixes-act-remove = Aus der Matrix entfernen
fixes-release-hint = Eine Zelle schließt sich, wenn dieser Server gesehen hat, dass die Seite die Version anbietet. Er sieht sofort nach, danach jeden Tag.
fixes-version = Version
fixes-version-hint = So, wie die Seite sie schreibt, zum Beispiel 2.0.9.
fixes-page = Firmware-Seite
fixes-page-hint = Die Seite, die Besitzer benutzen. Sie muss auf einem Host liegen, den das Programm nennt.
fixes-date = Veröffentlicht am
fixes-sha256 = SHA-256 der Firmware-Datei (falls Sie sie nennen)
fixes-button-release = Veröffentlichung eintragen
fixes-justification = Warum nicht betroffen
fixes-not-present = Die Komponente ist nicht enthalten
fixes-code-not-present = Der verwundbare Code ist nicht enthalten
fixes-code-not-executed = Der verwundbare Code wird nie ausgeführt
fixes-code-not-controlled = Angreifer können den verwundbaren Code nicht steuern
fixes-mitigated = Vorhandener Schutz verhindert es
fixes-explanation = Erklärung
fixes-explanation-hint = Woher Sie es wissen. Die meldende Person und die Öffentlichkeit können es lesen.
fixes-button-not-affected = Als nicht betroffen eintragen
fixes-no-fix-hint = Das lässt Besitzer mit dem Risiko allein, deshalb muss eine zweite Person zustimmen.
fixes-reason = Grund
fixes-mitigation = Was Besitzer tun können
fixes-mitigation-hint = Schritte, die das Risiko ohne Behebung senken.
fixes-button-no-fix = „Keine Behebung geplant“ vorschlagen
fixes-due = Fällig am
fixes-engineer = Zuständig
fixes-button-commission = Beauftragen
fixes-decide-hint = Zustimmen können Sie nur dem, was jemand anderes vorgeschlagen hat.
fixes-button-approve = Zustimmen
fixes-decline-reason = Grund der Ablehnung
fixes-button-decline = Ablehnen

fixes-problem-no-cells = Wählen Sie die Zellen aus, um die es geht. Bereits geschlossene Zellen zählen bei ganzen Zeilen und Spalten nicht mit.
fixes-problem-no-act = Wählen Sie, was mit den ausgewählten Zellen geschehen soll.
fixes-problem-due = Geben Sie den Tag an, an dem die Behebung fällig ist.
fixes-problem-date = Geben Sie den Tag der Veröffentlichung an.
fixes-problem-justification = Wählen Sie, warum es nicht betroffen ist.
fixes-problem-page = Diese Seite darf der Server nicht ansehen: Sie muss https benutzen und auf einem Host liegen, den das Programm für die Marke nennt.
fixes-problem-page-address = Geben Sie die Adresse der Seite an, beginnend mit https://.
fixes-problem-sha256 = Eine SHA-256 hat 64 Zeichen von 0 bis 9 und a bis f.

flash-fixes-investigated = Die Zellen sind als „wird untersucht“ eingetragen.
flash-fixes-affected = Die Zellen sind als betroffen eingetragen.
flash-fixes-removed = Die Zellen sind entfernt. Veröffentlichte bleiben.
flash-fixes-commissioned = Die Behebung ist beauftragt.
flash-fixes-not-affected = Die Zellen sind als nicht betroffen eingetragen.
flash-fixes-released = Die Veröffentlichung ist eingetragen. Der Server sieht jetzt auf der Seite nach.
flash-fixes-no-fix-proposed = Vorgeschlagen. Eine zweite Person muss zustimmen.
flash-fixes-no-fix-approved = Zugestimmt: Es ist keine Behebung geplant.
flash-fixes-no-fix-declined = Abgelehnt. Die Zellen sind wieder betroffen.
flash-fixes-looking = Der Server sieht jetzt auf der Seite nach. Laden Sie in ein paar Sekunden neu.
flash-fixes-just-looked = Der Server hat vor weniger als einer Minute nachgesehen. Bitte versuchen Sie es etwas später.
flash-fixes-nothing-released = Für diese Zelle ist nichts veröffentlicht, also gibt es keine Seite zum Ansehen.

fixes-who-team = Das Sicherheitsteam
fixes-who-second-person = Eine zweite Person
fixes-who-remediation = Das Behebungsteam
fixes-todo-list-devices = nennt die betroffenen Geräte
fixes-todo-commission = beauftragt die Behebungen
fixes-todo-release-fixes = veröffentlicht die Behebungen
fixes-todo-show-evidence = wartet, bis die Firmware-Seiten die Behebungen anbieten
fixes-todo-approve-no-fix = entscheidet über „keine Behebung geplant“

fixes-report = Was gemeldet wurde
fixes-report-hint = Wer es gemeldet hat, wird hier nicht gezeigt.
fixes-report-steps = Schritte
fixes-report-observed = Beobachtung
fixes-report-impact = Auswirkung
fixes-report-tools = Werkzeuge
fixes-report-firmware = Firmware { $version }
fixes-files = Dateien

fixes-cell = Diese Zelle
fixes-cell-change = Diese Zelle ändern
fixes-status = Stand
fixes-state-under-investigation = Wird untersucht
fixes-state-affected = Betroffen
fixes-state-not-affected = Nicht betroffen
fixes-state-commissioned = Behebung beauftragt
fixes-state-released = Behebung veröffentlicht, noch nicht gesehen
fixes-state-verified = Behebung auf ihrer Seite gesehen
fixes-state-no-fix-proposed = „Keine Behebung“ vorgeschlagen
fixes-state-no-fix = Keine Behebung geplant
fixes-commission = Auftrag
fixes-proposed-by = Vorgeschlagen von
fixes-approved-by = Zugestimmt von
fixes-evidence = Gesehen
fixes-doubt = Zweifel
fixes-doubt-many-devices = auf einer Seite für viele Geräte gefunden
fixes-doubt-other-device = dort für ein anderes Gerät gefunden
fixes-doubt-maintenance = Seite gestört
fixes-doubt-decides = Die Seite war gestört, leer oder viel kürzer als zuvor. Das Gerät bleibt vorerst geschlossen; findet auch ein Blick nach { $at } die Version nicht, ist es wieder offen.
fixes-doubt-person = Die Version steht auf der Seite, aber nichts in der Nähe nennt dieses Modell und diese Hardware-Revision. Ein Mensch sieht nach und bestätigt es in der Matrix oder trägt die eigene Seite des Geräts ein.
fixes-confirmed-by = Bestätigt von
fixes-act-confirm = Bestätigen, was auf einer Seite für viele Geräte steht
fixes-confirm-hint = Nur wenn Sie die Seite selbst gesehen haben: Die Version dort ist für Modell und Hardware-Revision der angekreuzten Geräte.
fixes-confirm-reason = Wo es auf der Seite steht
fixes-button-confirm = Die Version ist für diese Geräte
fixes-problem-due-past = Dieser Tag ist vorbei. Wählen Sie heute oder einen späteren Tag.
fixes-problem-date-future = Dieser Tag liegt noch in der Zukunft. Tragen Sie die Veröffentlichung ein, wenn sie erfolgt ist.
flash-fixes-confirmed = Bestätigt. Die Geräte sind geschlossen.
fixes-retest = Nachprüfung
fixes-retested = Die meldende Person sagt, die Schwachstelle ist behoben.
fixes-looks = Blicke auf die Seite
fixes-looks-hint = Der Server sieht von selbst auf der Firmware-Seite nach und behält, was er gesehen hat.
fixes-look-again = Jetzt erneut nachsehen
fixes-no-looks = Noch wurde nicht nachgesehen. Der erste Blick folgt in Sekunden.
fixes-look-when = Wann
fixes-look-what = Was zu sehen war
fixes-look-status = Status
fixes-look-digest = SHA-256
fixes-look-offered = Bietet die Version an
fixes-look-missing = Bietet die Version nicht an
fixes-look-no-answer = Keine brauchbare Antwort
fixes-look-trouble = Nicht gesehen
fixes-trouble-bad-address = Die Adresse ist nicht richtig geschrieben.
fixes-trouble-not-https = Die Seite wird nicht über https angeboten.
fixes-trouble-host-not-listed = Das Programm nennt diesen Host nicht.
fixes-trouble-host-not-found = Der Hostname ist nicht bekannt.
fixes-trouble-private-address = Der Name führt zu einer privaten Adresse; solche werden nie gefragt.
fixes-trouble-timeout = Keine vollständige Antwort innerhalb von zehn Sekunden.
fixes-trouble-certificate = Das Zertifikat der Seite ist nicht gültig.
fixes-trouble-no-connection = Es kam keine Verbindung zustande.
fixes-trouble-too-many-redirects = Die Seite leitet mehr als dreimal weiter.
fixes-trouble-interrupted = Die Antwort brach ab.
fixes-trouble-too-large = Die Seite ist größer als zwei Megabyte, und der gelesene Teil nennt die Version nicht.
fixes-trouble-encoded = Die Antwort ist komprimiert, obwohl wir das nicht wollten.
fixes-trouble-not-a-page = Die Adresse führt zu einer Datei, nicht zu einer Seite.
