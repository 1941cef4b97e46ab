# The report form.

report-step-product = Device
report-step-flaw = What you found
report-step-severity = How bad it is
report-step-person = About you
report-step-review = Check and send
report-go-on = Save and continue
report-back = Back
report-to-review = Straight to the review
report-unknown = I don't know
report-none = not given
report-optional = If you know

# The device
report-which-brand = Which device is it?
report-which-brand-lead = Choose the brand, or search for the model. What you do not know you may leave open.
# $number the version of the policy
report-policy = Your report will be bound to version { $number } of our policy.
report-policy-read = Please read it first
report-brand = Brand
report-brand-unknown = Another brand, or I don't know
report-brand-unknown-hint = You can send your report all the same.
report-search = Search by model
report-search-label = Model
report-search-hint = As on the label under the device, such as EA7500 or F7C063
report-search-go = Find the model
# $typed what was typed into the search
report-search-found = Search for “{ $typed }”
report-search-perhaps = Do you mean one of these? If not, go on with the name as you wrote it.
report-search-none = We do not find it in our list. The list may be incomplete: go on with the name as you wrote it.
report-search-as-typed = { $brand } “{ $typed }”
report-support-hint = This form is for vulnerabilities.
report-type = Kind of device
# $brand the brand
report-which-type = Which kind of { $brand } device?
report-type-unknown = Something else, or I don't know
report-back-to-brands = Start again with the brand
report-which-model = Which { $brand } model?
report-which-model-lead = The model stands on the label under the device.
report-model = Model
report-model-choose = Choose a model
report-model-other = My model is not in the list
report-model-unknown = I don't know the model
report-model-hint = As on the label. Any name will do; leave it empty if you do not know.
report-details = Which one exactly?
report-details-lead = Label and status page of the device tell. Everything here may stay open.
report-revision = Hardware revision
report-revision-hint = On the label, after the model: v1, v2, rev. B
report-region = Region
report-region-hint = Where the device was sold
report-firmware = Firmware version
report-firmware-hint = On the device's own web page. “unknown” is fine.
report-part = Affected part
report-part-hint = A page, service, host name or interface, if you know: it helps us to tell whether it is in scope
report-check-again = Check the scope again
report-verdict-line = Read this line of our policy

# The flaw
report-flaw = What did you find?
report-flaw-lead = Write in your own words. Title and description are enough; the rest helps us to see it sooner.
report-title = Title
report-title-hint = Good: “Command injection in the guest network name”. Less good: “Router hacked”.
report-description = Description
report-description-hint = What is wrong, where, and why it matters
report-steps = Steps that show it
report-steps-hint = One per line, from a fresh device if possible
report-observed = What you saw
report-observed-hint = Output, messages, what happened instead of what should have happened
report-impact = What an attacker gains
report-impact-hint = What can be read, changed or stopped, and for whom
report-tested = How you tested
report-tested-device = On a real device
report-tested-device-hint = Your own, or with its owner's consent
report-tested-emulated = In an emulator
report-tested-code = By reading code or firmware
report-cwe = Weakness (CWE)
report-cwe-hint = Such as CWE-78. Leave it empty if you are not sure.
report-tools = Tools used
report-tools-hint = Scanners, fuzzers, AI assistants: it tells us how to read the report
report-files = Files
report-files-add = Add files
# $count files at most, $size MiB each at most
report-files-hint = Pictures, recordings, captures, scripts. Up to { $count } files of { $size } MiB each. They are encrypted as they arrive.
report-file-remove = Remove

# The severity
report-severity = How bad is it?
report-severity-lead = Choose the way you like. Our team makes an assessment of its own, and you will see both side by side.
report-rating = Your assessment
report-rating-guided = By answering questions
report-rating-guided-hint = Plain questions; we make the CVSS vectors from them
report-rating-vector = By a CVSS vector
report-rating-vector-hint = 3.0, 3.1 or 4.0
report-rating-word = In a word
report-rating-unknown-hint = Then our team does it alone
report-vector = Vector
report-vector-hint = Such as CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H
report-word = Severity
report-word-low = Annoying; hard to use, or little to gain
report-word-medium = Real, with conditions that limit it
report-word-high = Takes over or breaks a device under ordinary conditions
report-word-critical = Takes over devices from outside without anybody's help
report-av-explained = What “attack vector” means, and why “LAN only” is special
report-av-network = Network
report-av-network-text = Ordinary packets from other networks can reach the flaw in some supported setting, even if the default blocks them. Only this may be called “remote”.
report-av-adjacent = Adjacent
report-av-adjacent-text = Bound to the same radio, link or local network: Wi-Fi range, Bluetooth, Zigbee, ARP, the same subnet.
report-av-local = Local
report-av-local-text = Needs a shell or console on the device, or a file that somebody opens there.
report-av-physical = Physical
report-av-physical-text = Needs the device in hand: case, port, button.
report-av-lan = Only from the LAN side:
report-av-lan-text = the user guide of CVSS 3.1 counts an attack from inside the same intranet as Network, CVSS 4.0 has dropped that sentence and most read it as Adjacent. We show both readings. Either way, an attack that needs the home network is not “remote”.
# $answer an answer to an earlier question
report-asked-if = Only if you answered: { $answer }
report-av-result = What your answers mean for the attack vector
report-av-alternative = The other defensible reading:
report-wording-remote = A text may call this attack “remote”.
report-wording-victim = It works from outside only through a victim's browser: a text should say so.
report-wording-lan = It works from the local network only: a text should say “from the local network”, not “remote”.
report-wording-device = It works at or on the device only: a text should say so.
report-av-reason = Your reason for the attack vector
report-av-reason-hint = If you take another reading than ours, say why. Our team reads it.
report-known = What is known outside
report-exploited = Do you know of attacks with this flaw?
report-exploited-no = No, none that I know of
report-exploited-yes = Yes, it is being used in attacks
report-public-url = Already public at
report-public-url-hint = The address of a page, post, talk or code that describes it
report-planned = Planned date of publication
report-planned-hint = If you have one. It is no promise.
report-other-makers = Other makers concerned
report-other-makers-hint = Who else has this flaw, and who has been told

# The person
report-person = About you
report-person-lead = Everything here is voluntary. Without an address you come back with the case number and the code.
report-name = Name or handle
report-name-hint = How we should address you
report-email = E-mail
report-email-hint = We write that there is news, never what it says. Nobody but our team sees the address.
report-pgp-key = OpenPGP public key
report-pgp-hint = The whole block, if you want mail encrypted
report-credit = Do you want to be named?
report-credit-later = I'll decide later
report-credit-as = Yes, with this name
report-credit-anonymous = No, stay anonymous
report-credit-name = Name for the acknowledgement
report-credit-name-hint = If you said yes. Empty means the name above.
report-language = Language of our answers
report-language-hint = Your receipt is written in it, too

# Check and send
report-review = Is everything right?
report-review-lead = Nothing was sent yet. Change what you like, then send it.
report-change = Change
report-before-sending = Before you send
# $maker the maker
report-before-sending-text = { $maker } gets what you see here. You get a case number, a secret code and a signed receipt. A sent report cannot be changed any more; you can add to it at any time.
report-send = Send the report
report-expired = Your draft had expired
report-expired-text = We keep unsent reports for one day only. What stood on this page is still here; please fill in the other pages again.

# After sending
report-thanks = Thank you. We have your report.
report-thanks-lead = It is stored safely. A person will read it.
report-number = Case number
report-secret = Secret code
report-answer-by = First answer by
report-digest = Fingerprint of your report
report-download-receipt = Download the signed receipt
report-open-case = Open your case
report-next-read = A person reads your report and answers by the date above.
report-next-judge = You hear whether we can confirm it, with the reason either way. You can appeal once; another person answers.
report-next-fix = We commission a fix for every affected device. Your case shows how far each of them is.
report-next-light = When the fixes are there, you get the green light: a signed letter that you may publish.
report-next-return = Come back at any time with case number and code. Until you close the browser you stay signed in here.
report-next-contact = Something is unclear? Write to a person:

# Why a field cannot be accepted, as a phrase after its name
report-why-date = please write the date as 2026-12-31
report-why-past = the date lies in the past; if it is public already, give its address instead
report-why-firmware-long = a firmware version has at most { $max } characters; did you mean “{ $suggestion }”
report-why-firmware-control = a firmware version is one line of plain text; did you mean “{ $suggestion }”
report-why-firmware-digit = a firmware version has a digit in it; write “unknown” if you cannot read it
report-why-firmware-model = “{ $model }” is the model; the firmware version stands on the status page of the device
report-why-firmware-text = this is not a version; did you mean “{ $suggestion }”
