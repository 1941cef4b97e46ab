# Was die Öffentlichkeit liest: Sicherheitshinweise, Dank, das Protokoll. Und der Arbeitsplatz derer, die veröffentlichen.

publication-advisories = Sicherheitshinweise
# $maker the maker
publication-advisories-lead = Was an Geräten von { $maker } fehlerhaft war, welche Firmware es behebt und was zu tun ist, wo es keine gibt.
publication-search = Modell, Nummer des Hinweises oder CVE-Nummer
publication-search-hint = Wie es auf dem Typenschild steht, zum Beispiel EA7500 oder F7D7302 v1
publication-search-button = Suchen
# $model brand and model, $n how many
publication-found-for = { $n ->
    [0] Kein Sicherheitshinweis nennt { $model }
    [one] Ein Sicherheitshinweis nennt { $model }
   *[other] { $n } Sicherheitshinweise nennen { $model }
}
publication-none-for-model = Das heißt nicht, dass das Gerät fehlerfrei ist. Halten Sie seine Firmware aktuell.
publication-nothing-found = Dazu wurde nichts gefunden
publication-nothing-found-remedy = Suchen Sie nach dem Modell auf dem Typenschild oder nach einer Nummer wie CVE-2026-12345.
publication-did-you-mean = Meinen Sie eines davon?
publication-none-yet = Es ist noch kein Sicherheitshinweis veröffentlicht
publication-none-yet-remedy = Sie erscheinen hier, sobald man gegen einen Fehler etwas tun kann. Der Feed sagt es Ihnen.
publication-advisory = Sicherheitshinweis
publication-models = Geräte
# $n a number
publication-and-more-models = { $n ->
    [one] und ein weiteres
   *[other] und { $n } weitere
}
publication-severity = Schweregrad
publication-fixes = Korrekturen
publication-updated = Stand
publication-fixes-all = Verfügbar
publication-fixes-some = Für einige Geräte
publication-fixes-none = Keine geplant
publication-fixes-open = In Arbeit
publication-feed-atom = Atom-Feed
publication-provider = CSAF-Provider-Metadaten
# $name the program
publication-feed-title = Sicherheitshinweise: { $name }
publication-all-advisories = Alle Sicherheitshinweise

# The page of an advisory
publication-published = Veröffentlicht am
publication-revised = Überarbeitet am
publication-what-to-do = Was Sie tun sollten
publication-devices = Welche Geräte betroffen sind
publication-device = Gerät
publication-hardware = Hardware
publication-region = Region
publication-flaw = Schwachstelle
publication-affected = Betroffene Firmware
publication-to-do = Was zu tun ist
publication-all = Alle
publication-being-examined = Wird geprüft
publication-not-affected = Nicht betroffen
publication-all-versions = Alle Versionen
# $version a firmware version
publication-before = Vor { $version }
publication-up-to = Bis { $version }
# $first and $end firmware versions
publication-between = Ab { $first }, vor { $end }
publication-do-wait = Wir prüfen das noch. Sehen Sie wieder auf diese Seite.
publication-do-nothing = Sie müssen nichts tun.
publication-do-until-fix = Eine Korrektur ist in Arbeit. Sehen Sie wieder auf diese Seite.
# $version a firmware version
publication-do-install = { $version } installieren
publication-released-on = Erschienen am
publication-no-fix = Keine Korrektur geplant
publication-do-instead = Tun Sie stattdessen dies:
publication-summary = Was fehlerhaft ist
publication-impact = Was ein Angreifer tun kann
publication-weakness = Art der Schwachstelle
publication-exploitation = Angriffe
publication-exploitation-none = Uns sind weder Angriffe noch ein öffentlicher Exploit bekannt.
publication-exploitation-public = Ein Exploit oder eine funktionierende Anleitung ist öffentlich. Angriffe sind uns nicht bekannt.
publication-exploitation-attacks = Es wurden Angriffe beobachtet, die diese Schwachstelle nutzen.
publication-attacks = Angreifer nutzen diese Schwachstelle bereits
publication-attacks-remedy = Folgen Sie den Schritten unten noch heute.
publication-exploit = Es ist öffentlich bekannt, wie der Angriff geht
publication-exploit-remedy = Folgen Sie den Schritten unten so bald wie möglich.
# $version 3.1 or 4.0
publication-metrics = Wie CVSS { $version } sie bewertet und warum
publication-metric = Kriterium
publication-value = Wert
publication-reason = Begründung
publication-credit = Dank
# $names one or more names
publication-thanks-to = Gefunden und gemeldet von { $names }. Vielen Dank.
publication-timeline = Was wann geschah
publication-step-reported = Die Schwachstelle wurde uns gemeldet
publication-step-confirmed = Wir haben sie bestätigt
publication-step-fix-released = Eine Korrektur ist erschienen
publication-step-flaw-public = Die Schwachstelle wurde öffentlich bekannt
publication-step-exploit-public = Ein Exploit wurde öffentlich
publication-step-attacks-seen = Angriffe wurden beobachtet
publication-step-published = Dieser Sicherheitshinweis wurde veröffentlicht
publication-step-revised = Dieser Sicherheitshinweis wurde überarbeitet
publication-links = Verweise und Daten
publication-csaf = CSAF-2.0-Dokument
publication-csaf-vex = CSAF-2.0-VEX-Dokument
publication-csaf-2-1 = CSAF-2.1-Dokument (Entwurf des Standards)
publication-csaf-vex-2-1 = CSAF-2.1-VEX-Dokument (Entwurf des Standards)
publication-signature = Signatur
publication-revisions = Fassungen
publication-revision = Fassung
publication-date = Datum
publication-change = Was sich geändert hat
# $n a number
publication-revision-n = Fassung { $n }
publication-this-revision = Dies ist Fassung { $n }; sie bleibt unter ihrer Adresse, wie sie ist.
publication-newest = Zur neuesten Fassung

# A withdrawn advisory. $id its number
publication-withdrawn-title = Der Sicherheitshinweis { $id } wurde zurückgezogen
publication-withdrawn-lead = Er war veröffentlicht und wurde zurückgenommen. Zwei Personen haben das entschieden.
publication-withdrawn = Zurückgezogen

# Thanks
publication-thanks = Dank
# $maker the maker
publication-thanks-lead = { $maker } dankt den Menschen, die Schwachstellen in ihren Geräten gefunden, uns zuerst davon erzählt und der Nennung zugestimmt haben.
publication-thanks-none = Noch ist niemand genannt
publication-thanks-none-remedy = Wer etwas meldet, entscheidet selbst, ob der Name erscheint. Namen stehen hier, sobald der Sicherheitshinweis veröffentlicht ist.
publication-thanks-note = Alle hier Genannten haben zugestimmt. Ändern können Sie das in Ihrem Fall.
# $month the name of a month, $year
publication-month = { $month } { $year }

# The log
publication-log = Das Transparenzprotokoll
publication-log-lead = Eine Liste, die niemand kürzen oder umschreiben kann, auch wir nicht.
publication-log-what = Jede Quittung und jede Freigabe, die wir unterschreiben, wird hier eingetragen. So kann später keine Seite bestreiten, was wann zugesagt wurde.
publication-log-blind = Ein Eintrag ist ein verblindeter Fingerabdruck: Er verrät nichts über eine Meldung, auch dem nicht, der ihren Text errät.
publication-log-name = Name des Protokolls
publication-log-size = Umfang
# $n a number
publication-log-entries = { $n ->
    [one] Ein Eintrag
   *[other] { $n } Einträge
}
publication-log-head = Unterschriebener Stand
publication-log-key = Prüfschlüssel
publication-log-verify = So prüfen Sie Ihre Quittung
publication-log-verify-how = Eine Quittung oder Freigabe enthält alles Nötige: Unterschrift, Platz im Protokoll und den Weg zum unterschriebenen Stand. Prüfen Sie sie auf dem eigenen Rechner ohne Netz oder hier:
publication-log-tiles = Wer das ganze Protokoll beobachtet, liest es in der Form von

# First words of a text. $models one or more models
publication-draft-title = { $models }: { $title }
publication-draft-summary = In diesen Geräten wurde eine Schwachstelle gefunden: { $models }.
publication-draft-fix-available = Eine Firmware, die sie behebt, ist verfügbar.
publication-draft-no-fix = Für einige Geräte wird es keine Korrektur geben.
publication-draft-install = Installieren Sie die unten genannte Firmware für Ihr Gerät, Ihre Hardware-Revision und Ihre Region.
publication-draft-instead = Wo keine Korrektur geplant ist, tun Sie, was stattdessen in der Tabelle steht.
publication-draft-wait = Noch gibt es keine Korrektur. Sehen Sie wieder auf diese Seite.
publication-draft-our-devices = die unten genannten Geräte
# $list some models, $last the last one
publication-draft-and = { $list } und { $last }
# $list some models, $n how many more
publication-draft-and-more = { $list } und { $n } weitere Modelle
publication-draft-reach-network = Der Angriff kommt über das Netz; niemand muss in der Nähe des Geräts sein.
publication-draft-reach-adjacent = Der Angreifer muss im selben lokalen Netz oder in Reichweite des Funks sein.
publication-draft-reach-local = Der Angreifer muss am Gerät angemeldet sein oder jemanden dazu bringen, dort etwas zu öffnen.
publication-draft-reach-physical = Der Angreifer muss das Gerät berühren können.

# The desk of those who publish. $case the number of the case
publication-desk = Sicherheitshinweis
publication-desk-title = Sicherheitshinweis zu { $case }
publication-not-begun = Es gibt noch nichts zu schreiben
publication-not-begun-remedy = Ein Sicherheitshinweis beginnt, wenn die Meldung bestätigt ist.
publication-stage-draft = Entwurf
publication-stage-requested = Wartet auf die zweite Person
publication-stage-under-way = Wird veröffentlicht
publication-stage-public = Öffentlich
publication-stage-withdrawn = Zurückgezogen
publication-missing = Bevor er erscheinen kann
publication-ready = Nichts steht im Weg
publication-warnings = Was die Prüfung besser machen würde
publication-missing-text = Noch hat keine Sprache Titel und Zusammenfassung.
publication-missing-devices = Noch hat niemand gesagt, welche Geräte betroffen sind.
# $open and $of numbers of devices
publication-missing-fixes = { $open } von { $of } Geräten sind ohne veröffentlichte und gesehene Korrektur.
publication-missing-embargo-until = Es gilt ein Embargo bis
publication-missing-embargo = Es gilt ein Embargo ohne Ende.
publication-missing-document = Das CSAF-Dokument wäre nicht gültig:
publication-decisions = Entscheiden
# $name a person
publication-asked-by = { $name } möchte dies veröffentlichen.
publication-removal-asked-by = { $name } möchte den veröffentlichten Hinweis zurückziehen.
publication-somebody = Jemand
publication-second-person = Eine zweite Person muss zustimmen.
publication-change-summary = Was sich für die Lesenden ändert
publication-approve = Jetzt veröffentlichen
publication-decline-or-take-back = Ablehnen oder zurücknehmen
publication-decline-reason = Warum er so nicht erscheinen soll
publication-decline = Nicht veröffentlichen
publication-request = Veröffentlichung beantragen
publication-request-hint = Eine zweite Person liest ihn und veröffentlicht.
publication-request-later = Sie können die Veröffentlichung beantragen, sobald nichts mehr fehlt.
publication-up-to-date = Alles, was hier steht, ist schon öffentlich.
publication-has-changed = Was hier steht, unterscheidet sich von dem, was öffentlich ist.
publication-remove = Hinweis zurückziehen
publication-remove-hint = Seine Seiten sagen dann nur noch, dass er zurückgezogen wurde. Eine zweite Person muss zustimmen.
publication-remove-reason = Warum er zurückgezogen werden soll
publication-request-removal = Zurückziehen beantragen
publication-approve-removal = Jetzt zurückziehen
publication-previews = Ansehen
publication-see-page = Die Seite, wie sie öffentlich aussehen wird
publication-see-csaf = Das CSAF-Dokument
publication-see-public = Was jetzt öffentlich ist
publication-preview-title = Dies ist eine Vorschau
publication-preview-note = Außerhalb des Teams sieht sie niemand.
publication-back-to-editor = Zurück zum Bearbeiten
publication-computed = Was sich von selbst ergibt
publication-computed-hint = Aus der Fix-Matrix, der Bewertung und den Wünschen der Meldenden. Ändern Sie es dort.
publication-named = Mit Zustimmung genannt
publication-nobody-named = Niemand
publication-editor = Text
publication-proposal = Dieser Text wurde aus dem Fall gebildet
publication-proposal-remedy = Er ist nicht gespeichert. Ändern Sie ihn nach Belieben und speichern Sie ihn dann.
publication-words-preview = Ihr Text, noch nicht gespeichert
publication-no-words = In dieser Sprache ist noch nichts geschrieben.
publication-field-title = Titel
publication-field-title-hint = Modell und Art der Schwachstelle, eine Zeile
publication-field-summary = Was fehlerhaft ist
publication-field-summary-hint = Zwei oder drei Sätze, die man ohne Fachwissen versteht
publication-field-impact = Was ein Angreifer tun kann
publication-field-impact-hint = Und von wo: aus dem Internet, aus demselben WLAN, am Gerät selbst
publication-field-what-to-do = Was zu tun ist
publication-field-what-to-do-hint = Zwei Sätze; sie stehen oben auf der Seite, über der Tabelle der Geräte
publication-markdown = Absätze, Listen, Hervorhebungen und Verweise in Markdown.
publication-save = Speichern
publication-preview = Vorschau
publication-difference = Unterschied
# $n a number
publication-compare-with = Zu Fassung { $n }
publication-under-way = Die neueste Fassung ist noch nicht öffentlich
publication-under-way-remedy = Meist erscheint sie nach Sekunden. Bleibt das so, wurde ihr Dokument abgelehnt oder der Datenträger ist voll: Was im Weg steht, lesen Sie auf dieser Seite und im Protokoll des Servers.
# $from and $to numbers of revisions
publication-difference-title = Von Fassung { $from } zu { $to }
publication-difference-none = Text und Geräte sind gleich.

flash-publication-saved = Gespeichert.
flash-publication-requested = Veröffentlichung beantragt. Eine zweite Person liest und entscheidet.
flash-publication-approved = Genehmigt. In wenigen Sekunden ist er öffentlich.
flash-publication-declined = Er erscheint so nicht. Der Grund steht im Fall.
flash-publication-removal-requested = Zurückziehen beantragt. Eine zweite Person entscheidet.
flash-publication-removed = Zurückgezogen. Seine Seiten sagen das jetzt.

# A notice by mail
mail-event-publication-failed = Das Veröffentlichen des Sicherheitshinweises ist gescheitert

publication-key = Der Schlüssel für Veröffentlichungen
publication-key-ends = Der OpenPGP-Schlüssel, der Veröffentlichungen unterschreibt, läuft in { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
} ab.
publication-key-over = Es gibt keinen gültigen OpenPGP-Schlüssel: Was jetzt veröffentlicht wird, ist nicht unterschrieben.
publication-key-remedy = Wer den Server betreibt, ersetzt ihn mit „tellfirst key rotate“ oder „tellfirst key import“.

publication-stage-restricted = Für wenige veröffentlicht
publication-label-title = Wer es lesen darf
publication-label = Einstufung
publication-label-hint = Alles außer CLEAR wird nur mit Zugangsdaten lesbar und steht in keiner öffentlichen Liste. Nach der Veröffentlichung kann der Kreis nur größer werden.
publication-label-clear = TLP:CLEAR, alle
publication-label-green = TLP:GREEN, eine Gemeinschaft
publication-label-amber = TLP:AMBER, Organisationen, die es brauchen
publication-label-red = TLP:RED, benannte Personen
publication-label-save = Einstufung speichern
flash-publication-labelled = Die Einstufung ist gespeichert.
