// A process of its own for one engine: `measure-engine.ts <engine> <count> <folder> <peers>`. Prints its figures as JSON.
import { median, medianTime, peakMemory, timed, turn } from '../clock.ts'
import type { Engine, Reader } from '../engines/engine.ts'
import { engineOf } from '../engines/open-engine.ts'
import { type Sample, sampleDocuments } from '../engines/sample-documents.ts'

const BATCH = 1000

const [name, countText, folder = '', peers = ''] = process.argv.slice(2)
const count = Number(countText)
const documents = sampleDocuments(count)
const engine = await engineOf(name, peers)(folder)
const before = peakMemory()

const insert = await timed(() => insertAll(engine, documents))
const memory = peakMemory() - before
// PouchDB builds its indexes when they are first asked for.
const first = await timed(async () => {
  await engine.query('facility-1', 5)
  await engine.count('none')
})
const throughTop = await read(engine)
const storage = engine.storage ? await read(engine.storage) : undefined
const changes = await timed(async () => {
  const seen = await engine.changes()
  if (seen < count) throw new Error(`${seen} of ${count} changes`)
})
await engine.close()
console.log(JSON.stringify({ insert, memory, index: name === 'pouch' ? first : 0, ...throughTop, storage, changes }))

async function insertAll(into: Engine, all: Sample[]): Promise<void> {
  for (let i = 0; i < all.length; i += BATCH) {
    await turn()
    await into.insert(all.slice(i, i + BATCH))
  }
}

async function read(reader: Reader): Promise<{ find: number; query: number; count: number }> {
  // RxDB's trial refuses more than 500 operations.
  const looks = count < 1000 ? 50 : 1000
  const finds: number[] = []
  for (let round = 0; round < 3; round++) {
    // Other ids each time: RxDB would answer the same ones from its cache of documents.
    const ids = Array.from({ length: looks }, (_unused, i) => documents[((i * 3 + round) * 7919) % count]?.id ?? '')
    finds.push(
      await timed(async () => {
        for (const id of ids) await reader.find(id)
      }),
    )
  }
  let facility = 0
  return {
    find: median(finds) / looks,
    // The limit differs a little each time, because an equal query is answered from RxDB's cache of results.
    query: await medianTime(count < 1000 ? 5 : 39, () => reader.query(`facility-${facility++ % 40}`, 100 - (facility % 3))),
    // Each status once, for the same reason.
    count: await medianTime(4, () => reader.count(['late', 'open', 'done', 'void'][facility++ % 4] ?? '')),
  }
}
