# What the API answers, and the page that describes it.

api-title = API
api-lead = Everything the pages can do, as JSON.
api-takes = Takes
api-problems = Problems
api-schemas = Schemas

api-not-found = There is nothing here
api-not-found-remedy = The address may be misspelt, or it is only for others. Check the case number and the secret or token.
api-sign-in-first = Say who calls
api-sign-in-first-remedy = Send the header “Authorization: Bearer” with the secret of the report or an API token.
api-invalid = Something cannot be accepted
api-invalid-remedy = Nothing was changed. The members concerned are listed in “errors”.
api-refused = The rules do not allow it now
api-refused-remedy = Nothing was changed. Look at the case: its state may have changed.
api-media-type = This media type is not taken here
api-media-type-remedy = Send JSON with the header “Content-Type: application/json”.
api-syntax = This is not JSON
api-syntax-remedy = Nothing was changed. Send one JSON object in UTF-8.
api-syntax-at = The text breaks off or goes wrong at line { $line }, column { $column }.
api-method = This address does not take that method
api-method-remedy = The header “Allow” names the methods it takes.
api-bad-request = The request cannot be read
api-bad-request-remedy = Nothing was changed. Compare the request with the description at /api/v1/docs.

api-field-missing = This is required.
api-field-too-long = At most { $max } characters.
api-field-control-character = Leave out control characters and line breaks.
api-field-not-an-address = An e-mail address looks like name@example.com.
api-field-not-a-url = A web address begins with https:// or http://.
api-field-not-in-the-catalog = This is not in the catalog of the program.

api-upload-offset = The upload goes on at another byte
api-upload-offset-remedy = Nothing of this request was kept. Send on from the byte that the header “Upload-Offset” names.
api-upload-length = The bytes do not come to the announced length
api-upload-length-remedy = What was safely stored before is kept. The header “Upload-Offset” names the byte to go on from; the length was fixed when the upload was begun.
api-upload-digest = The file does not have the announced digest
api-upload-digest-remedy = The upload was thrown away. Check the file and its SHA-256, then begin again.
api-upload-parts = The upload came in too many small parts
api-upload-parts-remedy = Begin again and send larger parts, for example of 1 MiB or more.
