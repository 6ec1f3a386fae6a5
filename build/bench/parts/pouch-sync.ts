// `pouch-sync.ts up|down <from> <to> <peers> <folder> <url>`: PouchDB replicates the same documents. Prints its figures as JSON.
import { join } from 'node:path'
import { peakMemory, timed } from '../clock.ts'
import { subjectNumber, visitNumber } from '../engines/office-documents.ts'
import { loadPouch } from '../engines/pouch.ts'

const [work, fromText, toText, peers = '', folder = '', url = ''] = process.argv.slice(2)
const Pouch = loadPouch(peers)
const db = new Pouch(join(folder, `client-${work}`), { adapter: 'leveldb' })
const subjects = Array.from({ length: 100 }, (_unused, number) => subjectNumber(number, true).id)
for (let from = Number(fromText); from < Number(toText) && work === 'up'; from += 1000) {
  const documents = Array.from({ length: Math.min(1000, Number(toText) - from) }, (_unused, i) => {
    const { id, ...rest } = visitNumber(from + i, subjects[(from + i) % 100] ?? subjectNumber(0, true).id, true)
    return { _id: id, ...rest }
  })
  await db.bulkDocs(documents)
}
let written = 0
const took = await timed(async () => {
  const done = await (work === 'up' ? Pouch.replicate(db, url, { batch_size: 1000 }) : Pouch.replicate(url, db, { batch_size: 1000 }))
  written = done.docs_written
})
console.log(JSON.stringify({ took, written, memory: peakMemory() }))
await db.close()
process.exit(0)
