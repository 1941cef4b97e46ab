# Signing in, accounts, and what happened to them.

accounts-sign-in = Sign in
accounts-sign-in-lead = For the security team. Reporters need no account: they open their case with its number and secret code.
accounts-email = E-mail address
accounts-password = Password
accounts-name = Name
accounts-go-on = Continue
accounts-forgotten = Forgotten the password? A manager of your team can make you a link for a new one.
accounts-fill-in = Please fill in this field.
accounts-wrong = Address and password do not belong together. Check both, then try again.
accounts-wait-title = Too many tries
accounts-wait = { $n ->
    [one] Please wait one second before the next try. Nobody is locked out.
   *[other] Please wait { $n } seconds before the next try. Nobody is locked out.
}
accounts-start-again = Start again

accounts-code-title = Enter the code
accounts-code-lead = Your authenticator app shows a code of six digits that changes every 30 seconds.
accounts-code = Code
accounts-code-wrong = This code is not right, or it was used before. Wait for the next one in your app, then try again.
accounts-code-wrong-first = This is not the code of the account above. Check that the clock of your phone is right, then enter the code shown now.
accounts-code-lost = Lost your phone? A manager of your team can reset the second factor.

accounts-set-up = Set up the second factor
accounts-set-up-lead = Every account has two keys: the password, and a code from an app on your phone. This takes a minute and is done once.
accounts-set-up-scan = Scan this picture with an authenticator app, such as Aegis, 2FAS or the one in your password manager.
accounts-set-up-type = Or type this key into the app
accounts-set-up-confirm = Then enter the code that the app shows.
accounts-set-up-done = Finish

accounts-first = Welcome: make the first account
accounts-first-lead = This account manages the server and invites everybody else. The link works once.
accounts-welcome = Welcome, { $name }
accounts-welcome-lead = Choose a password for your account. The link works once.
accounts-new-password = New password
accounts-new-password-hint = At least 12 characters. Several words are good; no special characters are needed.
accounts-password-again = The same password again
accounts-password-differs = The two passwords differ. Type them again.
accounts-password-too-short = Use at least 12 characters: several words, for example.
accounts-password-too-long = Use at most 512 characters.
accounts-password-personal = This is your name or address, or little more. Choose something that others cannot guess.
accounts-password-common = Many people use this password, so it is tried first. Choose another one.
accounts-name-wrong = Enter a name, on one line.
accounts-email-wrong = Enter an e-mail address such as name@example.com that no other account has.
accounts-roles-wrong = Choose at least one role.

accounts-me = Your account
accounts-sessions = Where you are signed in
accounts-sessions-lead = A session ends after two hours without use and after twelve hours in any case.
accounts-session-agent = Browser
accounts-session-began = Signed in
accounts-session-used = Last used
accounts-session-this = this one
accounts-session-end = End
accounts-agent-unknown = unknown browser
accounts-sign-out-everywhere = Sign out everywhere
accounts-sign-out-others = End all other sessions
accounts-change-password = Change the password
accounts-change-password-lead = All other sessions end.
accounts-current-password = Current password
accounts-current-wrong = This is not your current password.
accounts-new-factor = New phone
accounts-new-factor-lead = Set up the second factor again, for instance on a new phone. The old one works until the new one does.
accounts-new-factor-go = Set up again
accounts-roles = Roles
accounts-tokens = API tokens
accounts-tokens-none = None. An administrator makes them on the server with “tellfirst token add”.

flash-accounts-signed-out = You are signed out.
flash-accounts-session-ended = The session has ended.
flash-accounts-password-set = The password is changed. All other sessions have ended.

accounts-title = Accounts
accounts-lead = Who can sign in, and what they may do.
accounts-state = State
accounts-state-active = active
accounts-state-invited = invited
accounts-state-one-factor = no second factor yet
accounts-state-disabled = disabled
accounts-since = Since
accounts-invite = Invite somebody
accounts-invite-lead = You get a link to hand over. It works once, for seven days.
accounts-invite-go = Make the link
accounts-role-triager = Reviews reports and writes with reporters.
accounts-role-remediator = Fixes: sees the technical content of commissioned cases, never who reported.
accounts-role-publisher = Writes and publishes advisories.
accounts-role-manager = May do everything, and administers accounts.
accounts-role-auditor = Reads everything and changes nothing.
accounts-role-administrator = Accounts, keys and settings; no case content.
accounts-link-for = A link for { $name }
accounts-link = Link
accounts-link-invite = Give it to this person in a way nobody else reads. They choose their own password and set up a second factor. It works once, for seven days.
accounts-link-reset = Give it to this person in a way nobody else reads. They choose a new password; their sessions end then. It works once, for 24 hours.
accounts-back = Back to the accounts
accounts-own = This is your own account. Another person changes your roles; the rest is at
accounts-roles-go = Change the roles
accounts-access = Access
accounts-link-lead = Forgotten the password, or the invitation was lost? Make a new link. Earlier ones stop working.
accounts-link-go = Make a link
accounts-factor-lead = Lost phone? After a reset all sessions end, and the next sign-in sets up a new second factor. Make sure that you talk to the right person.
accounts-factor-go = Reset the second factor
accounts-disable-lead = Disabling ends all sessions and API tokens at once. Nothing the person did is lost.
accounts-disable = Disable the account
accounts-enable-lead = This account is disabled: nobody can sign in to it.
accounts-enable = Enable the account
accounts-token-revoked = revoked

accounts-events = Sign-ins and changes
accounts-events-lead = Everything that happened to accounts, newest first. Entries are only ever added.
accounts-events-none = Nothing yet
accounts-event-when = When
accounts-event-what = What
accounts-event-whose = Account
accounts-event-from = From
accounts-event-nobody = no account
accounts-event-by = by { $name }
accounts-event-signed-in = Signed in
accounts-event-sign-in-failed = Wrong password or unknown address
accounts-event-code-failed = Wrong code
accounts-event-signed-out = Signed out
accounts-event-session-ended = Session ended
accounts-event-sessions-ended = Sessions ended
accounts-event-second-factor-set = Second factor set up
accounts-event-second-factor-reset = Second factor reset
accounts-event-password-set = Password set
accounts-event-invited = Invited
accounts-event-link-made = Link made
accounts-event-roles-changed = Roles changed
accounts-event-disabled = Account disabled
accounts-event-enabled = Account enabled
accounts-event-token-made = API token made
accounts-event-token-revoked = API token revoked

flash-accounts-changed = The account is changed.
flash-accounts-own = Not changed: your own account is another person’s business.
flash-accounts-last = Not changed: nobody would be left who can manage the rest.
