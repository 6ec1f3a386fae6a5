// Makes a number of single writes, one after the other, and ends; its parent counts the syncs.
import { openSqliteStore } from '../index.ts'
import { KILL_SCHEMA, openKillInstance } from './kill-load.ts'

const [filename = '', writes = '1'] = process.argv.slice(2)
const store = openSqliteStore({ filename, key: new Uint8Array(32).fill(9) })
const instance = await openKillInstance(store.storage, 'left')
for (let i = 0; i < Number(writes); i++) await instance.bulkWrite([{ document: KILL_SCHEMA.document(`d${i}`, i) }], 'sync')
await store.close()
