# What a page says when it cannot do what was asked, and what to do then.

error-home = To the start page

error-not-found = This page does not exist
error-not-found-remedy = The address may be misspelt, or the page is only for others. To see a case, sign in with its number and your secret code.
error-sign-in-first = Please sign in
error-sign-in-first-remedy = Sign in and send the form again. Reporters use case number and secret code, our team its own entrance.
error-invalid = Something in the form cannot be accepted
error-invalid-remedy = Nothing was changed. Go back, correct what is marked, and send it again.
error-conflict = Somebody else was quicker
error-conflict-remedy = The case changed while you were writing. Go back, look at what is new, and send your change again. Nothing of yours was stored.
error-too-many = Too many tries
error-too-many-remedy = Please wait a few minutes and try again. Nothing was changed.
error-too-large = That is too large
error-too-large-remedy = Nothing was stored. Send fewer or smaller files, or ask us for another way to send them.
error-unavailable = We cannot store anything right now
error-unavailable-remedy = Reading still works. Please try again in a few minutes. What we have acknowledged before is safe.
error-disk-full = Our storage is full
error-disk-full-remedy = Nothing of what you just sent was stored. Please try again later, or write to the address on the start page.
error-internal = Something went wrong on our side
error-internal-remedy = Your last step was not stored. Please try again. If it happens again, write to the address on the start page.
error-other-site = This request came from another site
error-other-site-remedy = For your protection we only accept forms of our own pages. Open the page here and send the form again.
error-bad-request = We could not read that
error-bad-request-remedy = The request was incomplete or damaged. Nothing was changed. Go back and try again.
