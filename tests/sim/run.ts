import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import setUpFolder from '../one-temp-folder.ts'
import type { Operation } from './schedule.ts'

/** `npm run sim -- --seed 1 --runs 20 [--steps 40] [--wrong pageForgotten]`: plays seeds one after the other; a failing one is made smaller and kept. */
const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '5' }, steps: { type: 'string', default: '40' }, wrong: { type: 'string', default: '' } } })
const cleanUp = setUpFolder()
const { openCluster } = await import('../server/support/test-county.ts')
const { play, wrongDesigns } = await import('./play.ts')
const { scheduleOf } = await import('./schedule.ts')
const { shrink } = await import('./shrink.ts')
const wrong = wrongDesigns.find((one) => one === values.wrong) ?? ''
const folder = join(import.meta.dirname, '../regressions')

const cluster = await openCluster()
const sum = { runs: 0, operations: 0, faults: 0, saved: 0, found: 0 }
try {
  mkdirSync(folder, { recursive: true })
  const kept = readdirSync(folder).filter((name) => name.endsWith('.json'))
  for (const name of kept) {
    const { problem } = await play(cluster, (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { operations: Operation[] }).operations, wrong)
    console.log(`${name}: ${problem || 'holds'}`)
    if (problem) sum.found++
  }
  for (let seed = Number(values.seed); seed < Number(values.seed) + Number(values.runs); seed++) {
    const operations = scheduleOf(seed, { steps: Number(values.steps), desks: 2 })
    const played = await play(cluster, operations, wrong)
    sum.runs++
    sum.operations += operations.length
    sum.faults += played.faults
    sum.saved += played.saved
    console.log(`seed ${seed}: ${played.problem || 'holds'} (${played.saved} saved, ${played.faults} faults)`)
    if (!played.problem) continue
    sum.found++
    if (wrong) continue
    const small = await shrink(operations, async (fewer) => (await play(cluster, fewer)).problem !== '')
    writeFileSync(join(folder, `seed-${seed}.json`), `${JSON.stringify({ seed, problem: played.problem, operations: small }, null, 2)}\n`)
    console.log(`  ${small.length} of ${operations.length} operations are enough: tests/regressions/seed-${seed}.json`)
  }
} finally {
  console.log(JSON.stringify(sum))
  await cluster.close()
  await cleanUp()
}
process.exit(sum.found > 0 ? 1 : 0)
