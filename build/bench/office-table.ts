import { shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'

type Today = { open: number; total: number; duties: number; toConfirm: number; drafts: number; returned: number; anybody: number; again: number; processor: number; hold: number; memory: number }
type Page = { first: number; again: number; processor: number }
type Search = { first: number; middle: number; longest: number }
type Rules = { first: number; wall: number; processor: number; found: number }

/** What a person at the desk waits for, with years of records on disk, against the budgets. */
export async function officeTable({ persons, open, records }: { persons: number; open: number; records: number }): Promise<Table> {
  return inFolder(async (folder) => {
    say(`an office with ${records} records`)
    await runPart<object>('office-fill', [persons, open, records, folder])
    const today = await runPart<Today>('office-open', ['today', folder])
    const page = await runPart<Page>('office-open', ['page', folder])
    const search = await runPart<Search>('office-open', ['search', folder])
    say('rules')
    const rules = await runPart<Rules>('rules', [1000, 150])
    const withoutConfirm = today.open + Math.max(today.duties, today.drafts, today.returned, today.anybody)
    const row = (what: string, took: number, budget: string, rest: string): string[] => [what, shown(took), budget, rest]
    return {
      title: `The desk with ${records.toLocaleString('en-US').replaceAll(',', ' ')} records, ${persons} persons, ${open} of them on the books`,
      note: 'Each in a fresh process with the key derived already; the calls of the screen go through the real dispatch to real handlers. Times in ms.',
      columns: ['what', 'took', 'budget', 'made of'],
      rows: [
        row('unlock to 今日 ready, all of it', today.total, '1500', `opening ${shown(today.open)}; duties ${shown(today.duties)}, to confirm ${shown(today.toConfirm)}, drafts ${shown(today.drafts)}, returned ${shown(today.returned)}, first subject ${shown(today.anybody)}, side by side; ${shown(today.processor)} of processor time; ${today.memory} MB`),
        row('unlock to 今日 ready, without 待确认', withoutConfirm, '1500', 'to confirm asks who has not given his word in any record there is, and so reads them all'),
        row('今日 asked again', today.again, '–', 'everything is in memory'),
        row('case page of a person with 3000 records, just after unlock', page.first, '200', `file, river of facts, duties; ${shown(page.processor)} of processor time, reading ahead for the lists included`),
        row('the same page again', page.again, '200', ''),
        row(`search as you type, ${persons} persons, middle of ten strokes`, search.middle, '16', `longest ${shown(search.longest)}, first after unlock ${shown(search.first)} (reads the directory in)`),
        row('obligations of 1000 cases of 150 facts', rules.wall, '100', `${shown(rules.processor)} of processor time, ${rules.found} found; first time ${shown(rules.first)} (compiling)`),
        // The slice that repaints 今日 after a record is saved puts its figure here.
        ['今日 repainted after a record is saved', '–', '50', 'not measured yet'],
      ],
    }
  })
}
