import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openSqliteStore } from './index.ts'
import { numberFrom, openKillInstance } from './test-support/kill-load.ts'
import { tempFolder } from './test-support/harness.ts'

const KILLS = Number(process.env['STORE_KILLS'] ?? 15)
const PROGRAM = fileURLToPath(new URL('./test-support/kill-child.ts', import.meta.url))

/** What the child said it had stored: per collection, id -> last acknowledged revision. */
type Acknowledged = [Map<string, string>, Map<string, string>]

// Runs the load on the file and kills it after `delay` ms of writing; gives what it had acknowledged.
async function runAndKill(filename: string, seed: number, delay: number): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, filename, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const exited = new Promise((resolve) => child.once('close', resolve))
  while (!said.includes('ready\n')) {
    if (child.exitCode !== null) throw new Error(`the load did not start, exit code ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await new Promise((resolve) => setTimeout(resolve, delay))
  child.kill('SIGKILL')
  await exited
  // A last line that was cut by the kill says nothing.
  return said.slice(said.indexOf('ready\n') + 6, said.lastIndexOf('\n') + 1)
}

function note(acknowledged: Acknowledged, said: string): number {
  const lines = said.split('\n').filter((line) => line !== '')
  for (const line of lines) {
    const [which, id, rev] = line.split(' ')
    if (id !== undefined && rev !== undefined) acknowledged[which === '0' ? 0 : 1].set(id, rev)
  }
  return lines.length
}

it('[ST70] kill -9 at random moments of a mixed load loses nothing that was acknowledged', { timeout: 60_000 + KILLS * 10_000 }, async () => {
  const random = numberFrom(20260501)
  const tally = { kills: 0, acknowledged: 0, lost: 0, older: 0, bad: 0 }
  let filename = ''
  let acknowledged: Acknowledged = [new Map(), new Map()]
  for (let kill = 0; kill < KILLS; kill++) {
    // A fresh file now and then, so that creation and small files are hit too.
    if (kill % 10 === 0) {
      filename = join(tempFolder(), 'a.db')
      acknowledged = [new Map(), new Map()]
    }
    tally.acknowledged += note(acknowledged, await runAndKill(filename, kill, random() % 500))
    tally.kills += 1
    const store = openSqliteStore({ filename, key: new Uint8Array(32).fill(9) })
    if (!store.verify().ok) tally.bad += 1
    for (const [which, collection] of ['left', 'right'].entries()) {
      const instance = await openKillInstance(store.storage, collection)
      const wanted = acknowledged[which === 0 ? 0 : 1]
      const stored = await instance.findDocumentsById([...wanted.keys()], true)
      tally.lost += wanted.size - stored.length
      // Later than acknowledged is fine: the answer was on its way.
      tally.older += stored.filter(({ id, _rev }) => wanted.get(id) === '2-k' && _rev !== '2-k').length
    }
    await store.close()
    // A long run should stop at the first loss, with the file still there, and say how far it is.
    expect(tally, `seed ${kill}`).toMatchObject({ lost: 0, older: 0, bad: 0 })
    if (tally.kills % 50 === 0) process.stderr.write(`kill -9: ${JSON.stringify(tally)}\n`)
  }
  expect(tally.kills).toBe(KILLS)
  expect(tally.acknowledged).toBeGreaterThan(KILLS)
})
