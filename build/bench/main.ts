// `npm run bench [-- --only store,hold] [--small] [--write]`: everything that docs/benchmarks.md says, in one run. Parts
// alone, and a tenth of everything, are only printed unless `--write` says otherwise; the report then says what is missing.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { peersFolder } from './peers.ts'
import { markdown, writeReport } from './report.ts'
import { say } from './run-part.ts'
import { sections } from './sections.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, small: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } } })
const only = values.only?.split(',') ?? sections.map(({ name }) => name)
const unknown = only.filter((name) => !sections.some((section) => section.name === name))
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}. There are: ${sections.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const began = new Date()
const loadBefore = loadavg()[0] ?? 0
const peers = peersFolder()
const tables = []
for (const { name, run } of sections) {
  if (!only.includes(name)) continue
  for (const table of await run({ peers, small: values.small })) {
    tables.push(table)
    console.log(markdown(table))
  }
}
const minutes = (Date.now() - began.getTime()) / 60_000
const isWhole = values.only === undefined && !values.small
const missing = isWhole ? '' : `Not the whole bench: ${values.only === undefined ? 'every part' : `only ${only.join(', ')}`}${values.small ? ', with a tenth of the documents' : ''}.`
if (isWhole || values.write) writeReport(tables, { began, loadBefore, minutes, missing })
say(`${minutes.toFixed(1)} minutes, load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`)
