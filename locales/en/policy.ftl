# The program as staff see it.

policy-title = Program
policy-lead = The rules in force, and how they came to be.
policy-version = Version
policy-version-n = Version { $n }
policy-hash = SHA-256
policy-folder = Folder on the server
policy-since = In force since
policy-in-force = in force
policy-public = See the public page
policy-mistakes = The program files hold mistakes
policy-mistakes-lead = Nothing of the change is in force. Version { $version } stays until the files are right.
policy-weaknesses = Weaknesses
policy-weaknesses-lead = Allowed, and not wise. Reporters would be better served with these put right.
policy-weaknesses-none = None found.
policy-history = Versions
policy-history-lead = Every change of the files makes a new version. Reports stay under the version their sender saw.
policy-first = This is the first version.
policy-no-change = Nothing a person could read changed.
policy-changes = Changes since version { $n }
policy-file-added = New file
policy-file-removed = Removed file
policy-file-changed = Changed file
policy-banner = The program files hold mistakes: the last good version stays in force.
policy-banner-link = What is wrong
