// Writes without end until it is killed: inserts, updates, deletes, big bulks and cleanups over two collections.
// Prints a line for each document once its write was answered; the parent believes nothing else.
import { openSqliteStore } from '../index.ts'
import { KILL_SCHEMA, numberFrom, openKillInstance } from './kill-load.ts'

const [filename = '', seed = '1'] = process.argv.slice(2)
const store = openSqliteStore({ filename, key: new Uint8Array(32).fill(9) })
const collections = [await openKillInstance(store.storage, 'left'), await openKillInstance(store.storage, 'right')]
const random = numberFrom(Number(seed))
process.stdout.write('ready\n')

async function work(which: number): Promise<void> {
  const instance = collections[which]
  if (instance === undefined) throw new Error('no such collection')
  for (let turn = 0; ; turn++) {
    const size = [1, 1, 3, 40, 250, 700][random() % 6] ?? 1
    const fresh = Array.from({ length: size }, (_unused, i) => KILL_SCHEMA.document(`${seed}-${which}-${turn}-${i}`, random()))
    await instance.bulkWrite(fresh.map((document) => ({ document })), 'load')
    acknowledge(which, fresh)
    const some = fresh.filter((_document, i) => i % 3 === 0)
    const changed = some.map((previous, i) => ({ previous, document: KILL_SCHEMA.change(previous, i % 4 === 0) }))
    await instance.bulkWrite(changed, 'load')
    acknowledge(which, changed.map(({ document }) => document))
    // Far in the past: nothing is purged, but the purge runs through its transactions.
    if (turn % 5 === 0) await instance.cleanup(1000 * 60 * 60)
  }
}

function acknowledge(which: number, documents: { id: string; _rev: string }[]): void {
  process.stdout.write(documents.map(({ id, _rev }) => `${which} ${id} ${_rev}\n`).join(''))
}

await Promise.all([work(0), work(1)])
