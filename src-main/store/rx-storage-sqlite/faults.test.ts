import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { damageOf } from './test-support/fault-aftermath.ts'
import { FAULT_KINDS, FAULT_MODES } from './test-support/faults.ts'
import type { Fault } from './test-support/faults.ts'
import { runScenario } from './test-support/fault-scenario.ts'
import { tempFolder } from './test-support/harness.ts'

// 1: every call, with every kind of failure. By default each call once in so many, with one kind in turn.
const STRIDE = Number(process.env['STORE_FAULT_STRIDE'] ?? 9)

async function tryFault(fault: Fault): Promise<{ fault: Fault; fired: number; wrong: string[] }> {
  const folder = tempFolder()
  const filename = join(folder, 'a.db')
  const after = await runScenario(filename, fault)
  const wrong = await damageOf(filename, after).catch((error: unknown) => [`cannot be opened again: ${String(error)}`])
  rmSync(folder, { recursive: true, force: true })
  return { fault, fired: after.fired, wrong }
}

function faultsUpTo(calls: number): Fault[] {
  const all = FAULT_MODES.flatMap((mode) => FAULT_KINDS.map((kind) => ({ mode, kind })))
  const at = Array.from({ length: calls }, (_unused, i) => i + 1)
  if (STRIDE <= 1) return at.flatMap((n) => all.map((each) => ({ at: n, ...each })))
  return at.filter((n) => n % STRIDE === 1).flatMap((n, turn) => {
    const each = all[turn % all.length]
    return each === undefined ? [] : [{ at: n, ...each }]
  })
}

it('[ST72] whichever call of the binding fails, once or for good, nothing acknowledged is lost and nothing refused is half there', { timeout: 24 * 3_600_000 }, async () => {
  const whole = await runScenario(join(tempFolder(), 'a.db'), undefined)
  expect([whole.untyped, whole.refused, whole.falseEvents]).toEqual([[], [], []])
  expect(whole.models.docs.size).toBeGreaterThan(15)
  const faults = faultsUpTo(whole.calls)
  let fired = 0
  const wrong: unknown[] = []
  for (const [tried, fault] of faults.entries()) {
    // A long run should say how far it is.
    if (tried > 0 && tried % 250 === 0) process.stderr.write(`failure injection: ${tried} of ${faults.length}, wrong: ${wrong.length}\n`)
    const outcome = await tryFault(fault)
    fired += outcome.fired
    if (outcome.wrong.length > 0) wrong.push({ fault, wrong: outcome.wrong })
  }
  expect(wrong).toEqual([])
  expect(fired).toBeGreaterThanOrEqual(faults.length)
  process.stderr.write(`failure injection: ${faults.length} of ${whole.calls} x 12 points\n`)
})
