# Sätze in signierten Dokumenten.

# $maker der Hersteller, $version die Nummer der Fassung, $due ein Zeitpunkt
receipt-statement = { $maker } hat diese Meldung unter Fassung { $version } seiner Richtlinie erhalten, deren Schutzversprechen für sie gilt, und sagt eine erste Antwort von einem Menschen bis { $due } zu.
receipt-statement-undated = { $maker } hat diese Meldung unter Fassung { $version } seiner Richtlinie erhalten, deren Schutzversprechen für sie gilt.
letter-statement-green = { $maker } gibt grünes Licht: Jedes Gerät dieser Meldung ist korrigiert oder durch Belege abgeschlossen, und kein Embargo bindet. Sie dürfen Ihre Ergebnisse veröffentlichen. Sie müssen nicht.
letter-statement-lifted = { $maker } hebt die Beschränkung auf: Die Schwachstelle ist öffentlich bekannt oder wird angegriffen, Warten schützt niemanden mehr. Sie dürfen Ihre Ergebnisse veröffentlichen. Sie müssen nicht.
letter-statement-revoked = { $maker } nimmt das grüne Licht dieses Schreibens zurück: Eine Korrektur, auf der es beruhte, wird nicht mehr angeboten. Bitte warten Sie auf das nächste Schreiben, wenn Sie noch nicht veröffentlicht haben.
