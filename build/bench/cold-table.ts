import { ratio, shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'

type Filled = { insert: number; memory: number }
type Opened = { open: number; memory: number }

/** Opening an engine that holds many documents in a fresh process, until it has found one by id. */
export async function coldTable(count: number, peers: string | undefined): Promise<Table> {
  const rows: string[][] = []
  let limit: Opened | undefined
  for (const name of ['raw', 'ours', 'pouch']) {
    if (name === 'pouch' && !peers) continue
    await inFolder(async (folder) => {
      // It fills for minutes, and opens the sooner.
      const held = name === 'pouch' ? count / 4 : count
      say(`cold open of ${held}: ${name}`)
      const filled = await runPart<Filled>('cold-open', [name, 'fill', held, folder, peers ?? ''])
      const opened: Opened[] = []
      for (let round = 0; round < 3; round++) opened.push(await runPart<Opened>('cold-open', [name, 'open', held, folder, peers ?? '']))
      const [, middle] = opened.sort((a, b) => a.open - b.open)
      if (!middle) return
      limit ??= middle
      rows.push([name === 'raw' ? 'limit' : held === count ? name : `${name}, a quarter of them`, shown(filled.insert), String(filled.memory), shown(middle.open), ratio(middle.open, limit.open), String(middle.memory)])
    })
  }
  return {
    title: `Cold open at ${count.toLocaleString('en-US').replaceAll(',', ' ')} documents`,
    note: 'A fresh process, raw key, until the first document is found by id; the disk cache is warm. The filling (batches of 5000) is told beside it, with the most memory the process ever had (its documents included). PouchDB has no index yet: its find by id needs none. Times in ms, memory in MB.',
    columns: ['engine', 'fill', 'memory while filling', 'open', 'ratio to limit', 'memory gained by opening'],
    rows,
  }
}
