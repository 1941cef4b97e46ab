# Was mit einem Feld nicht stimmt und was zu tun ist. $field ist der Name des Feldes, wie ihn das Formular zeigt.

field-missing = { $field }: Bitte füllen Sie dieses Feld aus.
field-too-long = { $field }: höchstens { $max } Zeichen. Bitte kürzen Sie, oder hängen Sie eine Datei an.
field-control-character = { $field }: Darin steckt ein unsichtbares Steuerzeichen. Bitte entfernen Sie es.
field-not-an-address = { $field }: Das ist keine E-Mail-Adresse wie name@example.org.
field-not-a-url = { $field }: Bitte geben Sie eine Webadresse an, die mit https:// oder http:// beginnt.
field-not-in-catalog = { $field }: Das steht nicht in unserer Liste. Wählen Sie „nicht in der Liste“ und schreiben Sie es so, wie es auf dem Aufkleber steht.
# $hints Namen aus der Liste
field-not-in-catalog-hints = { $field }: Das steht nicht in unserer Liste. Meinten Sie { $hints }?
# $why was falsch ist, als Halbsatz
field-invalid = { $field }: { $why }.
field-not-text = { $field }: Das ist kein lesbarer Text (nötig ist UTF-8). Bitte tippen Sie ihn noch einmal, oder hängen Sie ihn als Datei an.
field-too-much = { $field }: Das ist mehr Text, als ein Formular aufnimmt. Bitte hängen Sie ihn als Datei an.
# $name der Name einer Datei
field-file-too-large = Die Datei „{ $name }“ ist größer als { $max } und wurde nicht gespeichert. Komprimieren oder teilen Sie sie; alles andere ist noch da.
field-too-many-files = Die Datei „{ $name }“ wurde nicht gespeichert: Höchstens { $max } Dateien sind möglich. Packen Sie mehrere in ein Archiv.
field-file-cut-off = Das Hochladen von „{ $name }“ brach ab; die Datei wurde nicht gespeichert. Bitte wählen Sie sie noch einmal aus.
field-file-not-stored = Die Datei „{ $name }“ konnte nicht gespeichert werden. Bitte versuchen Sie es später noch einmal; alles andere ist noch da.
field-form-cut-off = Das Formular kam nicht vollständig an. Bitte sehen Sie nach, was fehlt, und senden Sie es noch einmal.

# Rules about single fields, as phrases
reason-sha256 = ein SHA-256-Wert hat 64 hexadezimale Ziffern
reason-pgp-key = ein öffentlicher OpenPGP-Schlüssel beginnt mit -----BEGIN PGP PUBLIC KEY BLOCK-----
reason-label = ein Etikett ist ein Wort aus Buchstaben, Ziffern, „-“, „_“ und „.“
reason-duplicate-of-itself = ein Fall kann keine Doppelmeldung von sich selbst sein
reason-merged-into-itself = ein Fall kann nicht mit sich selbst zusammengelegt werden
reason-planned-in-the-past = der geplante Tag liegt in der Vergangenheit; ist es schon öffentlich, geben Sie die Adresse an
reason-no-such-upload = dieses Token öffnet keinen Upload oder nicht mehr
reason-upload-unfinished = dieser Upload ist noch nicht fertig
reason-empty-file = eine Datei hat mindestens ein Byte

# What is wrong with a CVSS vector, as phrases
vector-empty = er ist leer; schreiben Sie zum Beispiel CVSS:3.1/AV:A/AC:L/…
vector-too-long = { $length } Zeichen sind mehr, als ein Vektor haben kann
vector-character = „{ $found }“ an Stelle { $position } kann in keinem Vektor stehen; lassen Sie Leerzeichen und Klammern weg
vector-no-prefix = die Version fehlt; schreiben Sie { $suggestion } davor
vector-prefix = er beginnt mit „{ $found }“; schreiben Sie CVSS:3.0, CVSS:3.1 oder CVSS:4.0 in Großbuchstaben
vector-part = Teil { $position } ist „{ $found }“; jeder Teil wird METRIK:WERT geschrieben
vector-unknown-metric = CVSS { $version } hat keine Metrik „{ $metric }“; suchen Sie nach einem Schreibfehler, Kleinbuchstaben oder einer anderen Version am Anfang
vector-unknown-value = { $metric } ({ $name }) kann in CVSS { $version } nicht „{ $value }“ sein, nur { $expected }
vector-twice = { $metric } ({ $name }) steht zweimal da
vector-missing = { $metric } ({ $name }) fehlt; möglich sind { $expected }
vector-order = { $metric } steht nach { $after }; CVSS 4.0 schreibt die Reihenfolge vor: { $expected }
