# Was das Formular zum Umfang sagt, sofort und in Worten. Jedes Urteil endet mit einem Weg, die Meldung zu senden.

# Die Überschrift jedes Urteils, nach seiner Art.
scope-heading-in-scope = Gehört hierher
scope-heading-in-scope-unsupported = Gehört hierher, ohne Unterstützung
scope-heading-exclusion = Gehört wohl nicht hierher
scope-heading-not-ours = Wohl nicht von uns
scope-heading-support-case = Die technische Hilfe ist vielleicht schneller
scope-heading-unknown = Das lässt sich noch nicht sagen

# $brand die Marke, $model das Gerät wie auf dem Aufkleber
scope-in-scope = { $brand } { $model } gehört in dieses Programm.
# $since der letzte Tag der Unterstützung
scope-in-scope-unsupported = Die Unterstützung für { $brand } { $model } endete am { $since }. Das Gerät gehört trotzdem hierher.
# $rule der Name der Regel
scope-exclusion = Das sieht nach etwas aus, das unser Programm ausnimmt: { $rule }.
scope-type-left-out = { $brand } { $model } ist eine Art von Gerät, die dieses Programm ausnimmt.
# $maker ein anderer Hersteller
scope-not-ours = Das sieht nach einem Gerät von { $maker } aus.
scope-support-case = Das klingt nach einer Frage für die technische Hilfe.
# $typed was als Modell eingegeben wurde
scope-model-perhaps = „{ $typed }“ steht nicht in unserer Liste. Meinen Sie eines von diesen?
scope-model-not-listed = „{ $typed }“ steht nicht in unserer Liste. Die Liste ist vielleicht unvollständig.
scope-model-open = Noch ist kein Gerät gewählt.
# $type eine Art von Gerät, im Plural
scope-type-in-scope = { $type } von { $brand } gehören hierher. Das Modell darf offen bleiben.

scope-do-send = Sie können Ihre Meldung senden.
scope-do-send-unsupported = Bitte senden Sie Ihre Meldung: Vielleicht können wir dieses Gerät nicht mehr reparieren, aber wer es benutzt, soll es wissen. Sagen Sie uns, wenn auch neuere Geräte den Fehler haben.
scope-do-send-open = Sie können Ihre Meldung so senden. Wenn möglich, ergänzen Sie das Modell vom Aufkleber unter dem Gerät.
scope-do-choose-model = Wählen Sie eines dieser Modelle, oder senden Sie Ihre Meldung mit dem Namen, wie Sie ihn geschrieben haben.
scope-do-exclusion = Steckt der Fehler doch in einem unserer Geräte oder reicht er bis dorthin, senden Sie Ihre Meldung: Ein Mensch entscheidet und sagt Ihnen, warum.
scope-do-exclusion-with-device = Steckt der Fehler in { $model } selbst, senden Sie Ihre Meldung, auch wenn der Nachweis einen Dienst berührt: Ein Mensch entscheidet und sagt Ihnen, warum.
scope-do-type-left-out = Sie können Ihre Meldung trotzdem senden: Ein Mensch entscheidet und sagt Ihnen, warum.
# $url wo der andere Hersteller Meldungen annimmt
scope-do-other-maker = { $maker } nimmt Meldungen unter { $url } an. Ist das Gerät doch von uns oder hat eines von uns denselben Fehler, senden Sie Ihre Meldung hier.
scope-do-other-maker-unknown = Bitte sagen Sie es { $maker }. Ist das Gerät doch von uns oder hat eines von uns denselben Fehler, senden Sie Ihre Meldung hier.
# $contact wie die technische Hilfe der Marke zu erreichen ist
scope-do-support = Technische Hilfe für { $brand }: { $contact }. Haben Sie herausgefunden, wie sich ein Gerät angreifen lässt, fahren Sie mit Ihrer Meldung fort: Ein Mensch liest sie.
scope-do-support-any = Die technische Hilfe ist auf der Programmseite genannt. Haben Sie herausgefunden, wie sich ein Gerät angreifen lässt, fahren Sie mit Ihrer Meldung fort: Ein Mensch liest sie.
