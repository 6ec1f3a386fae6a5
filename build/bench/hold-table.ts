import type { Hold } from './hold.ts'
import { shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'
import { verdict } from './verdict.ts'

const works = [
  ['one', 'one bulkWrite of all'],
  ['batches', 'batches of 1000'],
  ['cleanup', 'cleanup of all, deleted'],
  ['index', 'another index asked of all, another dropped'],
  ['derived', 'derived tables of all made anew'],
  ['migration', 'schema migration of all (RxDB’s plug-in, batches of 200)'],
  ['rxdb', 'one collection.bulkInsert of all'],
] as const

const BUDGET_MS = 50

/** How long the event loop is held by what writes much. */
export async function holdTable(count: number): Promise<Table> {
  const rows: string[][] = []
  for (const [work, title] of works) {
    // RxDB's migration copies through its replication protocol, which takes minutes for many.
    const many = work === 'migration' ? Math.min(count, 10_000) : count
    say(`holds of the event loop: ${title}`)
    const { took, wall, processor, collection } = await inFolder((folder) => runPart<Hold & { took: number }>('hold-loop', [work, many, folder]))
    rows.push([title, String(many), shown(took), shown(processor), shown(wall), shown(collection), String(BUDGET_MS), verdict(wall, BUDGET_MS, processor)])
  }
  return {
    title: 'Longest hold of the event loop',
    note: 'Budget: 50 ms. In processor time of the main thread, which is what our code does in one turn; by the clock, which on a busy machine is mostly the wait for a core; and the longest garbage collection among it, which V8 makes with the help of other threads. `bulkInsert` is RxDB’s own: it walks through all documents before and after it calls the storage, so batches of at most 5000 belong into it. Times in ms.',
    columns: ['what', 'documents', 'took', 'hold, processor', 'hold, clock', 'collection', 'budget', 'verdict'],
    rows,
  }
}
