# What is wrong with a field and what to do. $field is the name of the field as the form shows it.

field-missing = { $field }: please fill this in.
field-too-long = { $field }: at most { $max } characters. Please shorten it, or attach a file.
field-control-character = { $field }: there is an invisible control character in it. Please remove it.
field-not-an-address = { $field }: this is not an e-mail address, such as name@example.org.
field-not-a-url = { $field }: please give a web address that begins with https:// or http://.
field-not-in-catalog = { $field }: this is not in our list. Choose “not in the list” and write it as it stands on the label.
# $hints names from the list
field-not-in-catalog-hints = { $field }: this is not in our list. Did you mean { $hints }?
# $why what is wrong, as a phrase
field-invalid = { $field }: { $why }.
field-not-text = { $field }: this is not readable text (it must be UTF-8). Please type it again, or attach it as a file.
field-too-much = { $field }: this is more text than a form can take. Please attach it as a file.
# $name the name of a file
field-file-too-large = The file “{ $name }” is larger than { $max } and was not stored. Compress it or split it; everything else is still here.
field-too-many-files = The file “{ $name }” was not stored: at most { $max } files can be sent. Put several into one archive.
field-file-cut-off = The upload of “{ $name }” broke off and was not stored. Please choose the file again.
field-file-not-stored = The file “{ $name }” could not be stored. Please try again later; everything else is still here.
field-form-cut-off = The form did not arrive completely. Please look at what is missing and send it again.

# Rules about single fields, as phrases
reason-sha256 = a SHA-256 has 64 hexadecimal digits
reason-pgp-key = an OpenPGP public key begins with -----BEGIN PGP PUBLIC KEY BLOCK-----
reason-label = a label is one word of letters, digits, “-”, “_” and “.”
reason-duplicate-of-itself = a case cannot be a duplicate of itself
reason-merged-into-itself = a case cannot be merged into itself
reason-planned-in-the-past = the planned day lies in the past; if it is public already, give its address
reason-no-such-upload = this token opens no upload, or does not any more
reason-upload-unfinished = this upload is not finished yet
reason-empty-file = a file has at least one byte

# What is wrong with a CVSS vector, as phrases
vector-empty = it is empty; write something like CVSS:3.1/AV:A/AC:L/…
vector-too-long = { $length } characters are more than any vector has
vector-character = “{ $found }” at character { $position } cannot stand in a vector; leave out spaces and brackets around it
vector-no-prefix = the version is missing; write { $suggestion } in front
vector-prefix = it begins with “{ $found }”; write CVSS:3.0, CVSS:3.1 or CVSS:4.0 in capital letters
vector-part = part { $position } is “{ $found }”; each part is written METRIC:VALUE
vector-unknown-metric = CVSS { $version } has no metric “{ $metric }”; look for a misspelling, small letters, or another version in front
vector-unknown-value = { $metric } ({ $name }) in CVSS { $version } cannot be “{ $value }”, only { $expected }
vector-twice = { $metric } ({ $name }) is given twice
vector-missing = { $metric } ({ $name }) is missing; it is one of { $expected }
vector-order = { $metric } stands after { $after }; CVSS 4.0 fixes the order: { $expected }
