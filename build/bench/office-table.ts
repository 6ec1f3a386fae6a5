import { shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'
import { verdict } from './verdict.ts'

type Today = { open: number; total: number; duties: number; toConfirm: number; drafts: number; returned: number; anybody: number; again: number; processor: number; openProcessor: number; hold: number; memory: number }
type Page = { first: number; again: number; find: number; processor: number; againProcessor: number }
type Search = { first: number; middle: number; longest: number; processor: number }
type Saved = { save: number; list: number; processor: number; rows: number }
type Rules = { first: number; wall: number; processor: number; found: number }

type Wanted = { persons: number; open: number; records: number }
/** Two offices as they are: a small one, and the largest we know of. */
const offices = [60, 300]
const RECORDS_EACH = 150

/** What a person at the desk waits for, with years of records on disk, against the budgets. */
export async function officeTable({ persons, open, records }: Wanted): Promise<Table> {
  const { today, page, search } = await inFolder(async (folder) => {
    say(`an office with ${records} records`)
    await runPart<object>('office-fill', [persons, open, records, folder])
    return {
      today: await runPart<Today>('office-open', ['today', folder]),
      page: await runPart<Page>('office-open', ['page', folder]),
      search: await runPart<Search>('office-open', ['search', folder]),
    }
  })
  const saved = []
  for (const size of offices) saved.push({ size, ...(await savedAt(size)) })
  say('rules')
  const rules = await runPart<Rules>('rules', [1000, RECORDS_EACH])
  const row = (what: string, { took, processor, budget }: { took: number; processor: number; budget: number }, rest: string): string[] => [what, shown(took), shown(processor), String(budget), verdict(took, budget, processor), rest]
  return {
    title: `The desk with ${records.toLocaleString('en-US').replaceAll(',', ' ')} records, ${persons} persons, ${open} of them on the books`,
    note: 'Each in a fresh process with the key derived already; the calls of the screen go through the real dispatch to real handlers and are parsed again at the window’s side. Every fourth visit names a companion, who has confirmed it. Processor: of the main thread, whatever it did meanwhile. Times in ms.',
    columns: ['what', 'took', 'processor', 'budget', 'verdict', 'made of'],
    rows: [
      row('unlock to 今日 ready, all of it', { took: today.total, processor: today.openProcessor + today.processor, budget: 1500 }, `opening ${shown(today.open)}; side by side: duties ${shown(today.duties)}, to confirm ${shown(today.toConfirm)}, drafts ${shown(today.drafts)}, returned ${shown(today.returned)}, first subject ${shown(today.anybody)}; longest hold ${shown(today.hold)}; ${today.memory} MB; asked again ${shown(today.again)}`),
      row('case page of a person with 3000 records, just after unlock', { took: page.first, processor: page.processor, budget: 200 }, 'file, first 50 of the river of facts, duties; reading ahead for the search included in processor time'),
      row('the same page again', { took: page.again, processor: page.againProcessor, budget: 200 }, `looking through all 3000 for words that none says: ${shown(page.find)}`),
      row(`search as you type, ${persons} persons, middle of ten strokes`, { took: search.middle, processor: search.processor, budget: 16 }, `longest ${shown(search.longest)}, first just after unlock ${shown(search.first)} (reads the list in)`),
      row('obligations of 1000 cases of 150 facts', { took: rules.wall, processor: rules.processor, budget: 100 }, `${rules.found} found; first time ${shown(rules.first)} (compiling)`),
      ...saved.map((one) => row(`今日 at the window after a record is saved, office of ${one.size}`, { took: one.list, processor: one.processor, budget: 50 }, `from the answer to the save until the new list of ${one.rows} rows is parsed; the save itself ${shown(one.save)} (audit entry and record, each synced to disk)`)),
    ],
  }
}

function savedAt(size: number): Promise<Saved> {
  return inFolder(async (folder) => {
    say(`今日 after a save, office of ${size}`)
    await runPart<object>('office-fill', [size, size, size * RECORDS_EACH, folder])
    return runPart<Saved>('office-open', ['saved', folder])
  })
}
