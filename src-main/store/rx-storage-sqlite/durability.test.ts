import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { tempFolder } from './test-support/harness.ts'

const PROGRAM = fileURLToPath(new URL('./test-support/sync-child.ts', import.meta.url))
const STRACE = spawnSync('strace', ['-V']).status === 0

// Counts the syncs that a child makes for so many acknowledged writes.
function syncsFor(writes: number): number {
  const log = ['-f', '-c', '-e', 'trace=fsync,fdatasync', process.execPath, PROGRAM, join(tempFolder(), 'a.db'), String(writes)]
  const { stderr, status } = spawnSync('strace', log, { encoding: 'utf8' })
  expect(status).toBe(0)
  return stderr
    .split('\n')
    .filter((line) => /\bf(data)?sync$/.test(line.trim()))
    .reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[3]), 0)
}

it.skipIf(!STRACE)('[ST71] every acknowledged write was synced to disk (needs strace)', () => {
  const few = syncsFor(10)
  const many = syncsFor(110)
  expect(many - few).toBeGreaterThanOrEqual(100)
})
