# Wie Zusagen eingehalten werden, für alle.

statistics-title = Wie wir unsere Zusagen halten
statistics-lead = Wie lange wir gebraucht haben und wie oft wir rechtzeitig waren.
# $least the smallest number that is told
statistics-how = Gezeigt werden nur Quartale und Jahre, die vorbei sind, und nichts, was auf weniger als { $least } Zusagen beruht, damit keine einzelne Meldung daraus zu erkennen ist. Die Hälfte der Zusagen hat höchstens die mittlere Zeit gebraucht; die Zeit, in der wir auf eine Antwort gewartet haben, ist darin enthalten, wird der Zusage aber nicht angelastet.
statistics-none = Noch ist kein Quartal mit genügend Zahlen vorbei.
statistics-machine = Dasselbe für Programme:
statistics-by-quarter = Nach Quartalen
statistics-by-year = Nach Jahren
statistics-period = Zeitraum
statistics-median = Mittlere Zeit
statistics-kept = Rechtzeitig
statistics-number = Anzahl
statistics-few = weniger als { $least }
statistics-hours = { $n ->
    [one] 1 Stunde
   *[other] { $n } Stunden
}
statistics-days = { $n ->
    [one] 1 Tag
   *[other] { $n } Tage
}
statistics-acknowledge = Erste Antwort
statistics-triage = Urteil
statistics-status-update = Nachrichten zu bestätigten Fällen
statistics-fix = Behebung
statistics-appeal = Antwort auf einen Einspruch
