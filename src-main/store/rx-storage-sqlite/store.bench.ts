// Prints what RxDB over this storage costs beside raw encrypted better-sqlite3, in one run on the same documents.
// Run: node src-main/store/rx-storage-sqlite/store.bench.ts [count ...]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createRxDatabase } from 'rxdb'
import type { RxCollection } from 'rxdb'
import { openRawDatabase } from './bench/raw-database.ts'
import { SAMPLE_SCHEMA, sampleDocuments } from './bench/sample-documents.ts'
import type { Sample } from './bench/sample-documents.ts'
import { openSqliteStore } from './index.ts'

const KEY = new Uint8Array(32).fill(7)
const BATCH = 1000

type Row = { what: string; raw: number; ours: number; lag?: number }

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function median(times: number, work: () => unknown): Promise<number> {
  const runs: number[] = []
  for (let i = 0; i < times; i++) runs.push(await timed(work))
  return runs.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

/** Runs work, gives the longest time the event loop was held, in ms. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  // The delay of the last turn is only seen by the next one.
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  return delay.max / 1e6
}

async function insertInBatches(collection: RxCollection<Sample>, documents: Sample[]): Promise<void> {
  for (let i = 0; i < documents.length; i += BATCH) {
    // What a network or a file would bring: each batch arrives in a turn of its own.
    await new Promise((resolve) => setImmediate(resolve))
    await collection.bulkInsert(documents.slice(i, i + BATCH))
  }
}

async function compare(count: number, folder: string): Promise<Row[]> {
  const documents = sampleDocuments(count)
  const raw = openRawDatabase(join(folder, `raw-${count}.db`), KEY)
  const rows: Row[] = []
  const rawBatches = await timed(() => {
    for (let i = 0; i < count; i += BATCH) raw.insertAll(documents.slice(i, i + BATCH))
  })
  const store = openSqliteStore({ filename: join(folder, `ours-${count}.db`), key: KEY })
  const database = await createRxDatabase({ name: 'bench', storage: store.storage, multiInstance: false })
  const { visits } = await database.addCollections<{ visits: RxCollection<Sample> }>({ visits: { schema: SAMPLE_SCHEMA } })
  let ours = 0
  const lag = await longestHold(async () => (ours = await timed(() => insertInBatches(visits, documents))))
  rows.push({ what: `insert ${count}, batches of ${BATCH}`, raw: rawBatches, ours, lag })

  const ids = Array.from({ length: 1000 }, (_unused, i) => documents[(i * 7919) % count]?.id ?? '')
  rows.push({
    what: 'find 1000 by id',
    raw: await median(5, () => ids.map((id) => raw.findById(id))),
    ours: await median(5, async () => {
      for (const id of ids) await visits.storageInstance.findDocumentsById([id], false)
    }),
  })
  const rawFind = rows.at(-1)?.raw ?? 0
  let from = 0
  // Other ids each time: RxDB would answer the same ones from its cache of documents.
  const others = (): string[] => documents.slice((from += 1000) % (count - 1000)).slice(0, 1000).map(({ id }) => id)
  rows.push({
    what: 'the same through RxDB, findByIds(1000)',
    raw: rawFind,
    ours: await median(5, () => visits.findByIds(others()).exec()),
  })
  rows.push({
    what: 'the same through RxDB, 1000 x findOne(id)',
    raw: rawFind,
    ours: await median(3, async () => {
      for (const id of others()) await visits.findOne(id).exec()
    }),
  })
  let turn = 0
  const facility = (): string => `facility-${turn++ % 40}`
  const page = (limit: number) =>
    visits.find({ selector: { facility: facility() }, sort: [{ date: 'asc' }], limit })
  const rawQuery = await median(80, () => raw.query(facility(), 100))
  rows.push({
    what: 'indexed query, 100 documents',
    raw: rawQuery,
    ours: await median(80, () => visits.storageInstance.query(page(100).getPreparedQuery())),
  })
  let limit = 100
  rows.push({
    what: 'the same through RxDB, find().exec()',
    raw: rawQuery,
    // Another limit each time, because an equal query is answered from RxDB's cache of results.
    ours: await median(80, () => page(limit++ % 2 === 0 ? 100 + (turn % 7) : 99 - (turn % 7)).exec()),
  })
  rows.push({
    what: `count of a quarter`,
    raw: await median(9, () => raw.count('late')),
    ours: await median(9, () => visits.storageInstance.count(preparedCount(visits, 'late'))),
  })
  rows.push({
    what: 'change feed, pages of 1000',
    raw: await timed(() => {
      for (let after = 0, page = raw.changes(0, 1000); page.length > 0; page = raw.changes(after, 1000)) {
        after = page.at(-1)?.seq ?? after
      }
    }),
    ours: await timed(async () => {
      let after = 0
      for (;;) {
        const page = await store.changesSince({ after, limit: 1000, collections: ['visits'] })
        const last = page.at(-1)
        if (last === undefined) break
        after = last.sequence
      }
    }),
  })
  raw.close()
  await database.close()
  await store.close()
  return rows
}

function preparedCount(visits: RxCollection<Sample>, status: string) {
  return visits.count({ selector: { status } }).getPreparedQuery()
}

async function oneBigBulk(count: number, folder: string): Promise<Row> {
  const raw = openRawDatabase(join(folder, `raw-one-${count}.db`), KEY)
  const documents = sampleDocuments(count)
  const rawTime = await timed(() => raw.insertAll(documents))
  raw.close()
  const store = openSqliteStore({ filename: join(folder, `one-${count}.db`), key: KEY })
  const database = await createRxDatabase({ name: 'bench', storage: store.storage, multiInstance: false })
  const { visits } = await database.addCollections<{ visits: RxCollection<Sample> }>({ visits: { schema: SAMPLE_SCHEMA } })
  const meta = { _rev: '1-abcdefghij', _deleted: false, _meta: { lwt: 1_700_000_000_000.01 }, _attachments: {} }
  const writes = documents.map((document) => ({ document: { ...document, ...meta } }))
  await new Promise((resolve) => setTimeout(resolve, 50))
  let ours = 0
  const lag = await longestHold(async () => {
    ours = await timed(() => visits.storageInstance.originalStorageInstance.bulkWrite(writes, 'bench'))
  })
  await database.close()
  await store.close()
  return { what: `insert ${count}, one bulkWrite`, raw: rawTime, ours, lag }
}

function print(rows: Row[]): void {
  console.log('| what | raw ms | ours ms | ratio | longest hold ms |\n|---|---|---|---|---|')
  for (const { what, raw, ours, lag } of rows) {
    const cells = [what, raw.toFixed(1), ours.toFixed(1), (ours / raw).toFixed(2), lag?.toFixed(0) ?? '']
    console.log(`| ${cells.join(' | ')} |`)
  }
}

const counts = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'store-bench-'))
try {
  // Compiles what is measured, on both sides.
  await compare(3000, mkdtempSync(join(folder, 'warm-')))
  for (const count of counts.length > 0 ? counts : [10_000, 100_000]) {
    const rows = await compare(count, folder)
    print([...rows, await oneBigBulk(count, folder)])
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
