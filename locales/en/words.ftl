# Sentences in signed documents.

# $maker the maker, $version the number of the policy version, $due a date with time
receipt-statement = { $maker } has received this report under version { $version } of its disclosure policy, whose safe harbor applies to it, and promises a first answer from a person by { $due }.
receipt-statement-undated = { $maker } has received this report under version { $version } of its disclosure policy, whose safe harbor applies to it.
letter-statement-green = { $maker } gives the green light: every device named in this report is fixed or closed by evidence, and no embargo binds. You may publish your findings. You need not.
letter-statement-lifted = { $maker } lifts the limit: the flaw is publicly known or attacked, so waiting protects nobody. You may publish your findings. You need not.
letter-statement-revoked = { $maker } takes back the green light of this letter: a fix it rested on is not offered any more. Please wait for the next letter if you have not published yet.
