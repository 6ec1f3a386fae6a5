// `raw-visits.ts <count> <folder>`: the limit of a first sync, better-sqlite3 alone writing the same records with three indexes, in pages of 500 as they come.
import { timed } from '../clock.ts'
import { subjectNumber, visitNumber } from '../engines/office-documents.ts'
import { openRaw } from '../engines/raw.ts'

const [countText, folder = ''] = process.argv.slice(2)
const subjects = Array.from({ length: 100 }, (_unused, number) => subjectNumber(number, true).id)
const documents = Array.from({ length: Number(countText) }, (_unused, number) => {
  const visit = visitNumber(number, subjects[number % 100] ?? subjectNumber(0, true).id)
  return { ...visit, facility: visit.subjectId, date: visit.occurredAt, patient: visit.kind, status: 'received', amount: 0, note: '', answers: [] }
})
const raw = openRaw(folder)
const took = await timed(() => {
  for (let from = 0; from < documents.length; from += 500) raw.insert(documents.slice(from, from + 500))
})
raw.close()
console.log(JSON.stringify({ took }))
