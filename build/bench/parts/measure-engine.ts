// A process of its own for one engine: `measure-engine.ts <engine> <count> <folder> <peers>`. Prints its figures as JSON.
import { costOf, medianCost, peakMemory, turn, type Cost } from '../clock.ts'
import type { Engine, Reader } from '../engines/engine.ts'
import { engineOf } from '../engines/open-engine.ts'
import { type Sample, sampleDocuments } from '../engines/sample-documents.ts'

export type ReadFigures = { find: Cost; query: Cost; count: Cost }
export type EngineFigures = ReadFigures & { first: Cost; insert: Cost; changes: Cost; index: number; memory: number; storage?: ReadFigures; making?: ReadFigures }

const BATCH = 1000
const STATUS = ['late', 'open', 'done', 'void'] as const

const [name, countText, folder = '', peers = ''] = process.argv.slice(2)
const count = Number(countText)
const few = count < 1000
// What is opened, compiled and started once is told apart. RxDB's trial has no room for it.
const ahead = few ? 0 : BATCH
const documents = sampleDocuments(count + ahead)
const engine = await engineOf(name, peers)(folder)
const before = peakMemory()

const first = await costOf(() => insertAll(engine, documents.slice(0, ahead)))
const insert = await costOf(() => insertAll(engine, documents.slice(ahead)))
const memory = peakMemory() - before
// PouchDB builds its indexes when they are first asked for.
const building = await costOf(async () => {
  await engine.query('facility-1', 5)
  await engine.count('none')
})
const throughTop = await read(engine)
const storage = engine.storage ? await read(engine.storage) : undefined
const making = engine.making ? await read(engine.making) : undefined
const changes = await costOf(async () => {
  const seen = await engine.changes()
  if (seen < count) throw new Error(`${seen} of ${count} changes`)
})
await engine.close()
const figures: EngineFigures = { first, insert, memory, index: name === 'pouch' ? building.wall : 0, ...throughTop, ...(storage && { storage }), ...(making && { making }), changes }
console.log(JSON.stringify(figures))

async function insertAll(into: Engine, all: Sample[]): Promise<void> {
  for (let i = 0; i < all.length; i += BATCH) {
    await turn()
    await into.insert(all.slice(i, i + BATCH))
  }
}

/** How many rounds are counted, and how often each asks; the trial refuses more than 500 operations, PouchDB counts for seconds. */
function patience(): { rounds: number; finds: number; queries: number; counts: number } {
  if (few) return { rounds: 2, finds: 50, queries: 5, counts: 4 }
  return name === 'pouch' ? { rounds: 1, finds: 300, queries: 3, counts: 1 } : { rounds: 5, finds: 1000, queries: 40, counts: 80 }
}

// One round goes before, in which code is compiled and pages come into the cache.
async function read(reader: Reader): Promise<ReadFigures> {
  const { rounds, finds, queries, counts } = patience()
  const costs: ReadFigures[] = []
  for (let round = 0; round <= rounds; round++) {
    // Others in each round: RxDB would answer the same ones from its cache of documents.
    const ids = Array.from({ length: finds }, (_unused, i) => documents[((i * (rounds + 1) + round) * 7919) % count]?.id ?? '')
    const find = await costOf(() => each(ids, (id) => reader.find(id)))
    const query = await costOf(() => each(ids.slice(0, queries), (_id, i) => reader.query(`facility-${i % 40}`, 100 - round)))
    const counted = await costOf(() => each(ids.slice(0, counts), (_id, i) => reader.count(STATUS[i % 4] ?? STATUS[0])))
    if (round > 0) costs.push({ find, query, count: counted })
  }
  return { find: medianCost(costs.map((one) => one.find), finds), query: medianCost(costs.map((one) => one.query), queries), count: medianCost(costs.map((one) => one.count), counts) }
}

async function each<T>(all: readonly T[], ask: (one: T, i: number) => unknown): Promise<void> {
  for (const [i, one] of all.entries()) await ask(one, i)
}
