# Das Programm, wie das Team es sieht.

policy-title = Programm
policy-lead = Die geltenden Regeln und wie sie entstanden sind.
policy-version = Version
policy-version-n = Version { $n }
policy-hash = SHA-256
policy-folder = Ordner auf dem Server
policy-since = Gilt seit
policy-in-force = gilt
policy-public = Zur öffentlichen Seite
policy-mistakes = Die Programmdateien enthalten Fehler
policy-mistakes-lead = Nichts von der Änderung gilt. Version { $version } bleibt, bis die Dateien stimmen.
policy-weaknesses = Schwächen
policy-weaknesses-lead = Erlaubt, aber nicht klug. Meldenden wäre besser gedient, wenn das behoben würde.
policy-weaknesses-none = Keine gefunden.
policy-history = Versionen
policy-history-lead = Jede Änderung der Dateien ergibt eine neue Version. Für Meldungen gilt die Version, die sie beim Absenden sahen.
policy-first = Das ist die erste Version.
policy-no-change = Nichts Lesbares hat sich geändert.
policy-changes = Änderungen seit Version { $n }
policy-file-added = Neue Datei
policy-file-removed = Entfernte Datei
policy-file-changed = Geänderte Datei
policy-banner = Die Programmdateien enthalten Fehler: Die letzte gute Version bleibt in Kraft.
policy-banner-link = Was nicht stimmt
