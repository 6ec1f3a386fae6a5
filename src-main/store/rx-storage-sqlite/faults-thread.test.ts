import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { expect, it, vi } from 'vitest'
import type * as Threads from './threads.ts'
import { damageOf } from './test-support/fault-aftermath.ts'
import { runScenario } from './test-support/fault-scenario.ts'
import { FAULT_KINDS, FAULT_MODES } from './test-support/faults.ts'
import { tempFolder } from './test-support/harness.ts'

// The store's own program, with the binding made faulty before it starts; the fault comes by the environment.
vi.mock('./threads.ts', async (original) => ({
  ...(await original<typeof Threads>()),
  startThread: (program: string, order: object) =>
    new Worker(program, { workerData: order, execArgv: ['--import', fileURLToPath(new URL('./test-support/faulty-thread.ts', import.meta.url))] }),
}))

// 1: every call. The thread makes some 250 for a bulk of 120.
const STRIDE = Number(process.env['STORE_FAULT_STRIDE'] ?? 12)
const CALLS = 260

it('[ST73] the same for the calls of the writing thread: opening, writing, committing, closing', { timeout: 24 * 3_600_000 }, async () => {
  const wrong: unknown[] = []
  let refused = 0
  for (let at = 1, turn = 0; at <= CALLS; at += STRIDE, turn++) {
    const kind = FAULT_KINDS[turn % 4]
    const mode = FAULT_MODES[turn % 3]
    process.env['STORE_THREAD_FAULT'] = `${at} ${kind} ${mode}`
    const filename = join(tempFolder(), 'a.db')
    const after = await runScenario(filename, undefined, 120)
    refused += after.refused.length
    const found = await damageOf(filename, after).catch((error: unknown) => [`cannot be opened again: ${String(error)}`])
    if (found.length > 0) wrong.push({ at, kind, mode, found })
  }
  delete process.env['STORE_THREAD_FAULT']
  expect(wrong).toEqual([])
  // Faults that only keep the thread from starting are answered by writing without it.
  expect(refused).toBeGreaterThan(5)
})
