// Runs csaf-validator-lib (npm, MIT) as a peer. Its folder is the first argument, the files come on standard input.
// `verdicts FOLDER`: a line of JSON for each file, with the tests that found something.
// `bench FOLDER SECONDS`: documents of CSAF 2.0 checked again and again; one line with their number and the CPU time.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [mode, folder, seconds] = process.argv.slice(2)
const load = (name) => import(pathToFileURL(`${folder}/node_modules/@secvisogram/csaf-validator-lib/${name}`))
const validate = (await load('validate.js')).default

// These ask the network or hunspell.
const outside = /_6_3_(6|7|8)$/
const listed = (module) => Object.values(module).filter((test) => typeof test === 'function' && !outside.test(test.name))
const of = async (names) => {
  const modules = await Promise.all(names.map((name) => load(name).catch(() => ({}))))
  return modules.flatMap(listed)
}
const suites = {
  '2.0': await of(['schemaTests.js', 'mandatoryTests.js', 'optionalTests.js', 'informativeTests.js']),
  '2.1': await of(['csaf_2_1/schemaTests.js', 'csaf_2_1/mandatoryTests.js', 'csaf_2_1/recommendedTests.js', 'csaf_2_1/optionalTests.js', 'csaf_2_1/informativeTests.js']),
}
const number = (name) => name.includes('Test_') ? name.replace(/^.*Test_/, '').replaceAll('_', '.') : 'schema'

const files = readFileSync(0, 'utf8').split('\n').filter(Boolean)
if (mode === 'verdicts') {
  for (const file of files) {
    const document = JSON.parse(readFileSync(file, 'utf8'))
    const version = document?.document?.csaf_version
    const suite = suites[version] ?? suites['2.0']
    const { isValid, tests } = await validate(suite, document)
    const found = tests.filter((test) => !test.isValid || test.errors.length || test.warnings.length || test.infos.length)
    const run = suite.map((test) => number(test.name))
    console.log(JSON.stringify({ file, isValid, found: found.map((test) => number(test.name)), run: run.length ? run : [] }))
  }
} else {
  const texts = files.map((file) => readFileSync(file, 'utf8'))
  const all = suites['2.0']
  for (const text of texts.slice(0, 3)) await validate(all, JSON.parse(text))
  const start = process.cpuUsage()
  const until = Date.now() + Number(seconds) * 1000
  let count = 0
  do {
    for (const text of texts) {
      await validate(all, JSON.parse(text))
      count += 1
    }
  } while (Date.now() < until)
  const { user, system } = process.cpuUsage(start)
  console.log(JSON.stringify({ count, cpu: (user + system) / 1e6 }))
}
