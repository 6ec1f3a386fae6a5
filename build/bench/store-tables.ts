import { type Cost, median, medianCost } from './clock.ts'
import type { EngineName } from './engines/open-engine.ts'
import type { EngineFigures, ReadFigures } from './parts/measure-engine.ts'
import { madeOf } from './made-of.ts'
import { ratio, shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'
import { verdict } from './verdict.ts'

/** How often each engine takes its turn: those whose ratio counts more often than those far away from it. */
const rounds: Record<EngineName, (count: number) => number> = {
  raw: (count) => (count > 20_000 ? 3 : 5),
  ours: (count) => (count > 20_000 ? 3 : 5),
  memory: (count) => (count > 20_000 ? 1 : 2),
  trial: () => 1,
  pouch: () => 1,
}

/** Times the limit: design.md §11. */
const BUDGET = 1.5

/** Runs the engines in turn on `count` documents; gives each one's medians. */
async function measure(count: number, names: readonly EngineName[], peers: string | undefined): Promise<Map<EngineName, EngineFigures>> {
  const runs = new Map<EngineName, EngineFigures[]>(names.map((name) => [name, []]))
  const most = Math.max(...names.map((name) => rounds[name](count)))
  for (let round = 0; round < most; round++) {
    for (const name of names) {
      if (round >= rounds[name](count) || (name === 'pouch' && !peers)) continue
      say(`${count} documents, ${name}, round ${round + 1}`)
      runs.get(name)?.push(await inFolder((folder) => runPart<EngineFigures>('measure-engine', [name, count, folder, peers ?? ''])))
    }
  }
  return new Map([...runs].filter(([, some]) => some.length > 0).map(([name, some]) => [name, mediansOf(some)]))
}

function mediansOf(runs: readonly EngineFigures[]): EngineFigures {
  const of = (pick: (run: EngineFigures) => Cost): Cost => medianCost(runs.map(pick))
  const reads = (some: readonly ReadFigures[]): ReadFigures => ({ find: medianCost(some.map(({ find }) => find)), query: medianCost(some.map(({ query }) => query)), count: medianCost(some.map(({ count }) => count)) })
  const [storage, making] = [runs.flatMap((run) => run.storage ?? []), runs.flatMap((run) => run.making ?? [])]
  return {
    ...reads(runs), first: of((run) => run.first), insert: of((run) => run.insert), changes: of((run) => run.changes), index: median(runs.map((run) => run.index)), memory: median(runs.map((run) => run.memory)),
    ...(storage.length > 0 && { storage: reads(storage) }), ...(making.length > 0 && { making: reads(making) }),
  }
}

/** The table of one number of documents: ours beside the limit and the peers. */
export async function storeTable(count: number, peers: string | undefined): Promise<Table> {
  const figures = await measure(count, ['raw', 'ours', 'memory', 'pouch'], peers)
  const [raw, ours] = [figures.get('raw'), figures.get('ours')]
  if (!raw || !ours?.storage || !ours.making) throw new Error('no figures of our own')
  const peer = (name: EngineName, pick: (of: EngineFigures) => number): string => {
    const of = figures.get(name)
    return of ? shown(pick(of)) : '–'
  }
  const bulk = (what: string, pick: (of: EngineFigures) => Cost, isJudged = true): string[] => {
    const [limit, top] = [pick(raw), pick(ours)]
    const judged = isJudged ? verdict(top.wall / limit.wall, BUDGET, top.processor / limit.processor) : '–'
    return [what, shown(limit.wall), shown(top.wall), ratio(top.wall, limit.wall), ratio(top.processor, limit.processor), '–', '–', isJudged ? String(BUDGET) : '–', judged, peer('memory', (of) => pick(of).wall), peer('pouch', (of) => pick(of).wall)]
  }
  const { storage, making } = ours
  const question = (what: string, pick: (of: ReadFigures) => Cost): string[] => {
    const [limit, beneath, top] = [pick(raw), pick(storage), pick(ours)]
    return [what, shown(limit.processor), shown(beneath.processor), ratio(beneath.processor, limit.processor), ratio(beneath.processor, limit.processor), shown(top.processor), ratio(top.processor, limit.processor), String(BUDGET), verdict(beneath.processor / limit.processor, BUDGET), peer('memory', (of) => pick(of).processor), peer('pouch', (of) => pick(of).wall)]
  }
  const plain = (what: string, pick: (of: EngineFigures) => number): string[] => [what, shown(pick(raw)), shown(pick(ours)), ratio(pick(ours), pick(raw)), '–', '–', '–', '–', '–', peer('memory', pick), peer('pouch', pick)]
  return {
    title: `${count.toLocaleString('en-US').replaceAll(',', ' ')} documents of about 600 bytes, three indexes`,
    note: [
      '"Limit" is better-sqlite3 alone with the same JSON, indexes, cipher and sync mode. Inserts and the change feed go through RxDB and are told by the clock, their second ratio in processor time of the process with all its threads. Questions are told in processor time (PouchDB’s by the clock) and judged at our RxStorage; what RxDB adds to a question is its own, and whoever asks much asks the storage. One round of each goes before and is not counted; medians of the rest. RxDB in memory and PouchDB (leveldb) do not encrypt; PouchDB does not sync to disk and builds its indexes at the first query (a row of its own). Times in ms.',
      madeOf({ limit: raw, storage, making, top: ours }),
    ].join('\n\n'),
    columns: ['what', 'limit', 'ours', 'ratio', 'ratio of processor time', 'through RxDB', 'ratio', 'budget', 'verdict', 'RxDB memory', 'PouchDB'],
    rows: [
      bulk('the first 1000 after opening (threads start, code is compiled)', (of) => of.first, false),
      bulk(`insert ${count} more in batches of 1000`, (of) => of.insert),
      plain('building indexes afterwards', (of) => of.index),
      question('find one by id', (of) => of.find),
      question('indexed query, sorted, first 100', (of) => of.query),
      question('count of a quarter', (of) => of.count),
      bulk('change feed, whole, pages of 1000', (of) => of.changes),
      plain('memory gained by the inserts, MB', (of) => of.memory),
    ],
  }
}

/** RxDB's free SQLite storage within its limits: 300 documents, 500 operations. */
export async function trialTable(): Promise<Table> {
  const figures = await measure(300, ['raw', 'ours', 'trial'], undefined)
  const row = (what: string, pick: (of: EngineFigures) => Cost): string[] => [what, ...(['raw', 'ours', 'trial'] as const).map((name) => shown(figures.get(name) && pick(figures.get(name) ?? never()).wall))]
  return {
    title: '300 documents, beside RxDB’s trial SQLite storage',
    note: 'More than that it refuses. It neither encrypts nor uses indexes. Times in ms, the insert of ours with the start of its threads.',
    columns: ['what', 'limit', 'ours', 'RxDB trial SQLite'],
    rows: [row('insert 300', (of) => of.insert), row('find one by id', (of) => of.find), row('query, first 100', (of) => of.query), row('count', (of) => of.count), row('change feed', (of) => of.changes)],
  }
}

function never(): never {
  throw new Error('no figures')
}
