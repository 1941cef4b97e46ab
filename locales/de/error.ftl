# Was eine Seite sagt, wenn sie das Gewünschte nicht tun kann, und was dann zu tun ist.

error-home = Zur Startseite

error-not-found = Diese Seite gibt es nicht
error-not-found-remedy = Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist nur für andere bestimmt. Einen Fall sehen Sie nach der Anmeldung mit Nummer und Geheimcode.
error-sign-in-first = Bitte melden Sie sich an
error-sign-in-first-remedy = Melden Sie sich an und senden Sie das Formular noch einmal. Meldende nehmen Fallnummer und Geheimcode, unser Team den eigenen Eingang.
error-invalid = Etwas im Formular kann so nicht angenommen werden
error-invalid-remedy = Es wurde nichts geändert. Gehen Sie zurück, berichtigen Sie das Markierte und senden Sie es noch einmal.
error-conflict = Jemand anders war schneller
error-conflict-remedy = Der Fall hat sich geändert, während Sie schrieben. Gehen Sie zurück, sehen Sie sich das Neue an und senden Sie Ihre Änderung noch einmal. Von Ihnen wurde nichts gespeichert.
error-too-many = Zu viele Versuche
error-too-many-remedy = Bitte warten Sie einige Minuten und versuchen Sie es dann noch einmal. Es wurde nichts geändert.
error-too-large = Das ist zu groß
error-too-large-remedy = Es wurde nichts gespeichert. Senden Sie weniger oder kleinere Dateien, oder fragen Sie uns nach einem anderen Weg.
error-unavailable = Wir können gerade nichts speichern
error-unavailable-remedy = Lesen geht weiterhin. Bitte versuchen Sie es in einigen Minuten noch einmal. Was wir schon bestätigt haben, ist sicher.
error-disk-full = Unser Speicher ist voll
error-disk-full-remedy = Von dem, was Sie eben gesendet haben, wurde nichts gespeichert. Bitte versuchen Sie es später noch einmal, oder schreiben Sie an die Adresse auf der Startseite.
error-internal = Bei uns ist etwas schiefgegangen
error-internal-remedy = Ihr letzter Schritt wurde nicht gespeichert. Bitte versuchen Sie es noch einmal. Geschieht es wieder, schreiben Sie an die Adresse auf der Startseite.
error-other-site = Diese Anfrage kam von einer anderen Website
error-other-site-remedy = Zu Ihrem Schutz nehmen wir nur Formulare unserer eigenen Seiten an. Öffnen Sie die Seite hier und senden Sie das Formular noch einmal.
error-bad-request = Das konnten wir nicht lesen
error-bad-request-remedy = Die Anfrage war unvollständig oder beschädigt. Es wurde nichts geändert. Gehen Sie zurück und versuchen Sie es noch einmal.
