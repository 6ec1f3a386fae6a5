// `npm test`: everything CI runs, in order, and one closing line. `npm test -- lint unit` runs only the named stages.
import { buildRenderer } from './renderer/build-renderer.ts'
import { checkTypes } from './stages/check-types.ts'
import { runEndToEnd } from './stages/end-to-end.ts'
import { runLint } from './stages/run-lint.ts'
import { closingLine, oneCheck, type Counts, type Stage, sum } from './stages/stage.ts'
import { runUnitTests } from './stages/unit-tests.ts'

const shown = (ok: boolean, report: string): Counts => {
  console.log(report)
  return oneCheck(ok)
}

const STAGES: Stage[] = [
  { name: 'types', title: 'type check', run: async () => { const { ok, report } = await checkTypes([]); return shown(ok, report) } },
  { name: 'lint', title: 'lint', run: async () => { const { ok, report } = await runLint([]); return shown(ok, report) } },
  { name: 'unit', title: 'unit, contract and property tests', run: runUnitTests },
  { name: 'build', title: 'renderer build', run: build },
  { name: 'e2e', title: 'end-to-end tests', run: runEndToEnd },
]

// A build is no test: it adds nothing to the count unless it fails.
async function build(): Promise<Counts> {
  const { ok, output } = await buildRenderer({ force: true })
  if (!ok) console.log(output)
  return { passed: 0, failed: ok ? 0 : 1, skipped: 0 }
}

async function runStage({ title, run }: Stage): Promise<{ counts: Counts; line: string }> {
  console.log(`\n=== ${title}`)
  const began = performance.now()
  let counts: Counts
  try {
    counts = await run()
  } catch (error) {
    console.error(error)
    counts = { passed: 0, failed: 1, skipped: 0 }
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  return { counts, line: `${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${title}: ${closingLine(counts).replaceAll(',', ' ·')} (${seconds} s)` }
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !STAGES.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.error(`没有这个阶段：${unknown.join('、')}。可选：${STAGES.map((stage) => stage.name).join('、')}。`)
  process.exit(2)
}

const results = []
for (const stage of STAGES) {
  if (named.length === 0 || named.includes(stage.name)) results.push(await runStage(stage))
}

const total = sum(results.map((result) => result.counts))
const failures = results.flatMap((result) => result.counts.failures ?? [])
if (failures.length > 0) console.log(`\nfailed:\n${failures.map((failure) => `- ${failure}`).join('\n')}`)
console.log(`\n${results.map((result) => result.line).join('\n')}\n\n${closingLine(total)}`)
process.exitCode = total.failed === 0 ? 0 : 1
