# What the form says about scope, at once and in words. Every verdict ends with a way to send the report.

# The heading of each verdict, by its kind.
scope-heading-in-scope = In scope
scope-heading-in-scope-unsupported = In scope, out of support
scope-heading-exclusion = Probably not in scope
scope-heading-not-ours = Probably not ours
scope-heading-support-case = Technical support may help faster
scope-heading-unknown = We cannot tell yet

# $brand the brand, $model the device as on its label
scope-in-scope = The { $brand } { $model } is in scope of this program.
# $since the last day of support
scope-in-scope-unsupported = Support for the { $brand } { $model } ended on { $since }. It is still in scope.
# $rule the name of the rule
scope-exclusion = This looks like something our program leaves out: { $rule }.
scope-type-left-out = The { $brand } { $model } is a kind of device that this program leaves out.
# $maker another maker
scope-not-ours = This looks like a device made by { $maker }.
scope-support-case = This sounds like a question for technical support.
# $typed what the person typed as the model
scope-model-perhaps = We do not find “{ $typed }” in our list. Do you mean one of these?
scope-model-not-listed = We do not find “{ $typed }” in our list. The list may be incomplete.
scope-model-open = No device is chosen yet.
# $type a kind of device, in the plural
scope-type-in-scope = { $type } by { $brand } are in scope. The model may stay open.

scope-do-send = You can send your report.
scope-do-send-unsupported = Please send your report: we may not be able to mend this device, but its owners should know. Say so if newer devices have the flaw too.
scope-do-send-open = You can send your report as it is. If you can, add the model from the label under the device.
scope-do-choose-model = Choose one of these models, or send your report with the name as you wrote it.
scope-do-exclusion = If the flaw is in a device of ours after all, or reaches one, send your report: a person decides, and tells you why.
scope-do-exclusion-with-device = If the flaw is in the { $model } itself, send your report, even when the proof touches a service: a person decides, and tells you why.
scope-do-type-left-out = You can send your report all the same: a person decides, and tells you why.
# $url where the other maker takes reports
scope-do-other-maker = { $maker } takes reports at { $url }. If the device is one of ours, or one of ours has the same flaw, send your report here.
scope-do-other-maker-unknown = Please tell { $maker }. If the device is one of ours, or one of ours has the same flaw, send your report here.
# $contact how to reach the brand's technical support
scope-do-support = Technical support for { $brand }: { $contact }. If you have found out how a device can be attacked, go on with your report: a person reads it.
scope-do-support-any = Technical support is named on the program page. If you have found out how a device can be attacked, go on with your report: a person reads it.
