# CVE-Nummern, CVE-Einträge und die anderen Formen eines Sicherheitshinweises für Programme.

standards-title = Für andere Programme
standards-ready = geschrieben und geprüft.
standards-not-possible = nicht möglich, denn:

cve-promise-record = CVE-Eintrag
cve-title = CVE
cve-no-access = Dieser Server hat keinen Zugang zu CVE Services. Tragen Sie Nummern von Hand ein, oder bitten Sie die Verwaltung, den Zugang einzurichten.
# $available und $of sind Anzahlen von Nummern
cve-quota = { $available } von { $of } Nummern können noch reserviert werden; gefragt
cve-state-reserved = reserviert
cve-state-published = Eintrag veröffentlicht
cve-state-unknown = noch kein Eintrag
cve-refused = CVE Services hat abgelehnt
cve-waiting = CVE Services ist gefragt
cve-owed = Der CVE-Eintrag ist fällig
cve-owed-should = Der Sicherheitshinweis nennt diese Nummer. Veröffentlichen Sie den Eintrag innerhalb eines Tages.
cve-owed-must = Der Sicherheitshinweis nennt diese Nummer seit mehr als einem Tag. Veröffentlichen Sie den Eintrag jetzt.
cve-owed-late = Der Eintrag ist überfällig: Die CVE-Regeln erlauben 72 Stunden nach dem Sicherheitshinweis.
cve-should-by = Soll veröffentlicht sein bis
cve-must-by = Muss veröffentlicht sein bis
cve-reserve = Nummer reservieren
cve-publish = Eintrag veröffentlichen
cve-publish-later = Der Eintrag kann veröffentlicht werden, sobald der Sicherheitshinweis öffentlich ist.
cve-update = Eintrag aktualisieren
cve-note = Der Eintrag ist veröffentlicht
cve-reject = Nummer zurückweisen
cve-reject-what = Eine Nummer, die nicht gebraucht wird, muss zurückgewiesen werden. Das lässt sich hier nicht zurücknehmen, und die Begründung ist öffentlich.
cve-reject-reason = Begründung, auf Englisch
cve-reject-hint = Ein Satz, den Leser der CVE-Liste verstehen.
flash-cve-asked = CVE Services wird gefragt. Die Antwort erscheint im Verlauf des Falls.

# $year ein Jahr
cve-did-ask-reserve = hat CVE Services um eine Nummer für { $year } gebeten
cve-did-ask-publish = hat CVE Services gebeten, den Eintrag zu veröffentlichen
cve-did-ask-reject = hat CVE Services gebeten, die Nummer zurückzuweisen
# $cve eine CVE-Nummer
cve-did-reserve = CVE Services hat { $cve } reserviert
# $revision eine Zahl
cve-did-publish = CVE Services hat den Eintrag nach Fassung { $revision } des Sicherheitshinweises veröffentlicht
cve-did-reject = CVE Services hat die Nummer zurückgewiesen
cve-did-refuse = CVE Services hat abgelehnt
