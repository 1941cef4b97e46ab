# Was die API antwortet, und die Seite, die sie beschreibt.

api-title = API
api-lead = Alles, was die Seiten können, als JSON.
api-takes = Nimmt
api-problems = Probleme
api-schemas = Schemata

api-not-found = Hier ist nichts
api-not-found-remedy = Die Adresse ist vielleicht falsch geschrieben oder nur für andere da. Prüfen Sie die Fallnummer und den Geheimcode oder das Token.
api-sign-in-first = Sagen Sie, wer anfragt
api-sign-in-first-remedy = Senden Sie die Kopfzeile „Authorization: Bearer“ mit dem Geheimcode der Meldung oder einem API-Token.
api-invalid = Etwas kann nicht angenommen werden
api-invalid-remedy = Es wurde nichts geändert. Die betroffenen Angaben stehen in „errors“.
api-refused = Die Regeln erlauben das jetzt nicht
api-refused-remedy = Es wurde nichts geändert. Sehen Sie sich den Fall an: Sein Stand kann sich geändert haben.
api-media-type = Dieser Medientyp wird hier nicht angenommen
api-media-type-remedy = Senden Sie JSON mit der Kopfzeile „Content-Type: application/json“.
api-syntax = Das ist kein JSON
api-syntax-remedy = Es wurde nichts geändert. Senden Sie ein JSON-Objekt in UTF-8.
api-syntax-at = Der Text bricht ab oder wird falsch in Zeile { $line }, Spalte { $column }.
api-method = Diese Adresse nimmt diese Methode nicht
api-method-remedy = Die Kopfzeile „Allow“ nennt die Methoden, die sie nimmt.
api-bad-request = Die Anfrage ist nicht lesbar
api-bad-request-remedy = Es wurde nichts geändert. Vergleichen Sie die Anfrage mit der Beschreibung unter /api/v1/docs.

api-field-missing = Diese Angabe ist erforderlich.
api-field-too-long = Höchstens { $max } Zeichen.
api-field-control-character = Lassen Sie Steuerzeichen und Zeilenumbrüche weg.
api-field-not-an-address = Eine E-Mail-Adresse sieht aus wie name@example.com.
api-field-not-a-url = Eine Web-Adresse beginnt mit https:// oder http://.
api-field-not-in-the-catalog = Das steht nicht im Katalog des Programms.

api-upload-offset = Der Upload geht bei einem anderen Byte weiter
api-upload-offset-remedy = Von dieser Anfrage wurde nichts behalten. Senden Sie ab dem Byte weiter, das die Kopfzeile „Upload-Offset“ nennt.
api-upload-length = Die Bytes ergeben nicht die angekündigte Länge
api-upload-length-remedy = Was vorher sicher gespeichert war, bleibt. Die Kopfzeile „Upload-Offset“ nennt das Byte, ab dem es weitergeht; die Länge steht seit dem Beginn des Uploads fest.
api-upload-digest = Die Datei hat nicht die angekündigte Prüfsumme
api-upload-digest-remedy = Der Upload wurde verworfen. Prüfen Sie die Datei und ihren SHA-256-Wert und beginnen Sie neu.
api-upload-parts = Der Upload kam in zu vielen kleinen Teilen
api-upload-parts-remedy = Beginnen Sie neu und senden Sie größere Teile, zum Beispiel ab 1 MiB.
