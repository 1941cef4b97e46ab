# How promises are kept, for everybody.

statistics-title = How we keep our promises
statistics-lead = How long we took, and how often we were in time.
# $least the smallest number that is told
statistics-how = Only quarters and years that are over are shown, and nothing that rests on fewer than { $least } promises, so that no single report can be told from it. Half of the promises took the median time or less; the time we waited for an answer is in it, but is not held against the promise.
statistics-none = No quarter with enough figures is over yet.
statistics-machine = The same for programs:
statistics-by-quarter = By quarter
statistics-by-year = By year
statistics-period = Period
statistics-median = Median
statistics-kept = Kept in time
statistics-number = Number
statistics-few = fewer than { $least }
statistics-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
statistics-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
statistics-acknowledge = First answer
statistics-triage = Judgement
statistics-status-update = News about confirmed cases
statistics-fix = Fix
statistics-appeal = Answer to an appeal
