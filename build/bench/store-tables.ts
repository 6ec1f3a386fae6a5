import { median } from './clock.ts'
import type { EngineName } from './engines/open-engine.ts'
import { ratio, shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'
import { verdict } from './verdict.ts'

type Read = { find: number; query: number; count: number }
type Figures = Read & { insert: number; memory: number; index: number; changes: number; storage?: Read }
type Name = EngineName

/** How often each engine takes its turn: those whose ratio counts more often than those far away from it. */
const rounds: Record<Name, (count: number) => number> = {
  raw: (count) => (count > 20_000 ? 2 : 5),
  ours: (count) => (count > 20_000 ? 2 : 5),
  memory: (count) => (count > 20_000 ? 1 : 2),
  trial: () => 1,
  pouch: () => 1,
}

/** Times the limit: design.md §11. */
const BUDGET = 1.5

/** Runs the engines in turn on `count` documents; gives each one's medians. */
async function measure(count: number, names: readonly Name[], peers: string | undefined): Promise<Map<Name, Figures>> {
  const runs = new Map<Name, Figures[]>(names.map((name) => [name, []]))
  const most = Math.max(...names.map((name) => rounds[name](count)))
  for (let round = 0; round < most; round++) {
    for (const name of names) {
      if (round >= rounds[name](count) || (name === 'pouch' && !peers)) continue
      say(`${count} documents, ${name}, round ${round + 1}`)
      runs.get(name)?.push(await inFolder((folder) => runPart<Figures>('measure-engine', [name, count, folder, peers ?? ''])))
    }
  }
  return new Map([...runs].filter(([, some]) => some.length > 0).map(([name, some]) => [name, mediansOf(some)]))
}

function mediansOf(runs: readonly Figures[]): Figures {
  const of = (pick: (run: Figures) => number): number => median(runs.map(pick))
  const storage = runs.every((run) => run.storage) ? readMedians(runs.flatMap((run) => run.storage ?? [])) : undefined
  return { ...readMedians(runs), insert: of((run) => run.insert), memory: of((run) => run.memory), index: of((run) => run.index), changes: of((run) => run.changes), ...(storage && { storage }) }
}

function readMedians(runs: readonly Read[]): Read {
  const of = (pick: (run: Read) => number): number => median(runs.map(pick))
  return { find: of((run) => run.find), query: of((run) => run.query), count: of((run) => run.count) }
}

/** The table of one number of documents: ours beside the limit and the peers. */
export async function storeTable(count: number, peers: string | undefined): Promise<Table> {
  const figures = await measure(count, ['raw', 'ours', 'memory', 'pouch'], peers)
  const raw = figures.get('raw')
  const ours = figures.get('ours')
  if (!raw || !ours?.storage) throw new Error('no figures of our own')
  const row = (what: string, pick: (of: Figures) => number | undefined, { beneath, isLimited = true }: { beneath?: number; isLimited?: boolean } = {}): string[] => {
    const [top, limit] = [pick(ours) ?? NaN, pick(raw) ?? NaN]
    const storage = beneath ?? top
    const judged = isLimited && limit > 0 ? verdict((beneath === undefined ? top : storage) / limit, BUDGET) : '–'
    return [what, shown(limit), shown(storage), ratio(storage, limit), shown(top), ratio(top, limit), isLimited ? String(BUDGET) : '–', judged, ...(['memory', 'pouch'] as const).map((name) => shown(figures.get(name) && pick(figures.get(name) ?? ours)))]
  }
  return {
    title: `${count.toLocaleString('en-US').replaceAll(',', ' ')} documents of about 600 bytes, three indexes`,
    note: '"Limit" is better-sqlite3 alone with the same JSON, indexes, cipher and sync mode. "Storage" is our RxStorage asked directly, "ours" is RxDB over it. Inserts are judged through RxDB, questions at the storage: what RxDB adds to a question (preparing and comparing it, its caches, an object with getters for each document) is its own, and whoever asks much asks the storage. RxDB in memory and PouchDB (leveldb) do not encrypt; PouchDB does not sync to disk and builds its indexes at the first query (a row of its own). Times in ms.',
    columns: ['what', 'limit', 'storage', 'ratio', 'ours', 'ratio', 'budget', 'verdict', 'RxDB memory', 'PouchDB'],
    rows: [
      row(`insert ${count} in batches of 1000`, (of) => of.insert),
      row('building indexes afterwards', (of) => of.index, { isLimited: false }),
      row('find one by id', (of) => of.find, { beneath: ours.storage.find }),
      row('indexed query, sorted, first 100', (of) => of.query, { beneath: ours.storage.query }),
      row('count of a quarter', (of) => of.count, { beneath: ours.storage.count }),
      row('change feed, whole, pages of 1000', (of) => of.changes),
      row('memory gained by the insert, MB', (of) => of.memory, { isLimited: false }),
    ],
  }
}

/** RxDB's free SQLite storage within its limits: 300 documents, 500 operations. */
export async function trialTable(): Promise<Table> {
  const figures = await measure(300, ['raw', 'ours', 'trial'], undefined)
  const row = (what: string, pick: (of: Figures) => number): string[] => [what, ...(['raw', 'ours', 'trial'] as const).map((name) => shown(figures.get(name) && pick(figures.get(name) ?? never())))]
  return {
    title: '300 documents, beside RxDB’s trial SQLite storage',
    note: 'More than that it refuses. It neither encrypts nor uses indexes. Times in ms.',
    columns: ['what', 'limit', 'ours', 'RxDB trial SQLite'],
    rows: [row('insert 300', (of) => of.insert), row('find one by id', (of) => of.find), row('query, first 100', (of) => of.query), row('count', (of) => of.count), row('change feed', (of) => of.changes)],
  }
}

function never(): never {
  throw new Error('no figures')
}
