// `office-fill.ts <persons> <open> <records> <folder> [first]`: an office's database as years of work would leave it; with
// `first`, records from that number on that still wait for the county.
import { join } from 'node:path'
import type { RxCollection, RxDocumentData } from 'rxdb'
import { derivedKey } from '../../../src-main/host/derive-key.ts'
import { openCollections } from '../../../src-main/store/collections.ts'
import { recordTables } from '../../../src-main/store/derived/record-tables.ts'
import { subjectTables } from '../../../src-main/services/subject/listed.ts'
import { openSqliteStore } from '../../../src-main/store/rx-storage-sqlite/index.ts'
import { timed, turn } from '../clock.ts'
import { BENCH_KEY } from '../engines/engine.ts'
import { checkOfficeDocuments, colleague, director, OFFICE_DEVICE, recordNumber, subjectNumber, visitNumber } from '../engines/office-documents.ts'

const BATCH = 5000
/** How many records the person has whose page is opened. */
const LONG_CASE = 3000

const [persons = 0, open = 0, records = 0] = process.argv.slice(2, 5).map(Number)
const [folder = '', firstText] = process.argv.slice(5)
const waiting = firstText !== undefined
const first = Number(firstText ?? 0)

checkOfficeDocuments()
const store = openSqliteStore({ filename: join(folder, 'office.sqlite'), key: derivedKey(BENCH_KEY, OFFICE_DEVICE, 'database'), derivations: [recordTables, subjectTables] })
const database = await openCollections(`office-${OFFICE_DEVICE.toLowerCase()}`, store.storage)
const subjects = Array.from({ length: persons }, (_unused, number) => subjectNumber(number, number < open))

async function fill<T extends object>(collection: RxCollection<T>, [begin, count]: readonly [number, number], make: (number: number) => T): Promise<void> {
  for (let from = begin; from < count; from += BATCH) {
    await turn()
    const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_unused, i) => ({ document: stored(make(from + i)) }))
    const { error } = await collection.storageInstance.bulkWrite(rows, 'bench')
    if (error.length > 0) throw new Error(`${error.length} refused`)
  }
}

// RxDB sets revision and time of writing itself.
function stored<T extends object>(document: T): RxDocumentData<T> {
  const made = { ...document, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '' }
  return made as unknown as RxDocumentData<T>
}

// The first person has the long case; of the rest those on the books have ten times as many as those long gone.
function ownerOf(number: number): (typeof subjects)[number]['id'] {
  const slot = Math.floor(number / 2) % (10 * open + (persons - open))
  const owner = number < LONG_CASE && !waiting ? 0 : slot < 10 * open ? Math.floor(slot / 10) : open + slot - 10 * open
  return (subjects[owner] ?? subjectNumber(0, true)).id
}

const took = await timed(async () => {
  if (first === 0) await fill(database.people, [0, 2], (number) => (number === 0 ? director() : colleague()))
  if (first === 0) await fill(database.subjects, [0, persons], (number) => subjectNumber(number, number < open, waiting))
  await fill(database.records, [first, first + records], (number) => (waiting ? visitNumber(number, ownerOf(number), true) : recordNumber(number, ownerOf(number), records)))
})
await database.close()
await store.close()
console.log(JSON.stringify({ took }))
