// Writes documents full of the canary without end, small and big bulks, until it is killed.
import { openSqliteStore } from '../index.ts'
import { CANARY } from './canary.ts'
import { KILL_SCHEMA, openKillInstance } from './kill-load.ts'

const [filename = ''] = process.argv.slice(2)
const store = openSqliteStore({ filename, key: new Uint8Array(32).fill(9) })
const instance = await openKillInstance(store.storage, 'left')
for (let turn = 0; ; turn++) {
  const documents = Array.from({ length: turn % 2 === 0 ? 5 : 400 }, (_unused, i) => ({ ...KILL_SCHEMA.document(`${CANARY}-${turn}-${i}`, i), text: CANARY.repeat(40) }))
  await instance.bulkWrite(documents.map((document) => ({ document })), 'load')
  if (turn === 3) process.stdout.write('busy\n')
}
