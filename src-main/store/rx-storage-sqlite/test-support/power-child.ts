// Works for a while in two sessions on one file; its parent records every call to the disk. Acknowledged writes are
// noted in a file beside the store, so that they stand in the record in their true order.
import { openSync, writeSync } from 'node:fs'
import { openSqliteStore } from '../index.ts'
import { KILL_SCHEMA, openKillInstance } from './kill-load.ts'

const [filename = ''] = process.argv.slice(2)
const acknowledged = openSync(`${filename}-acknowledged`, 'w')

async function session(name: string): Promise<void> {
  const store = openSqliteStore({ filename, key: new Uint8Array(32).fill(9) })
  const instance = await openKillInstance(store.storage, 'left')
  const note = (documents: { id: string; _rev: string }[]): void => {
    writeSync(acknowledged, documents.map(({ id, _rev }) => `${id} ${_rev}\n`).join(''))
  }
  for (const [turn, size] of [1, 3, 1, 120, 1, 40, 250, 2, 1, 110, 30, 1, 150, 1, 20, 1].entries()) {
    const fresh = Array.from({ length: size }, (_unused, i) => KILL_SCHEMA.document(`${name}-${turn}-${i}`, turn * 1000 + i))
    await instance.bulkWrite(fresh.map((document) => ({ document })), 'load')
    note(fresh)
    const changed = fresh.filter((_document, i) => i % 3 === 0).map((previous, i) => ({ previous, document: KILL_SCHEMA.change(previous, i % 4 === 0) }))
    await instance.bulkWrite(changed, 'load')
    note(changed.map(({ document }) => document))
    if (turn % 5 === 4) await instance.cleanup(1000 * 60 * 60)
  }
  await store.close()
}

await session('first')
await session('second')
