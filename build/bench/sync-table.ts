import { ratio, shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'
import { startPart } from './stay.ts'

type Office = { took: number; processor: number; hold: number; held: number; memory: number }
type Pouch = { took: number; written: number; memory: number }
type Ours = { all: number; few: Office; many: Office; first: Office }
type Theirs = { few: Pouch; first: Pouch }
type Counts = { few: number; all: number }

const secondDevice = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

/** Where the first upload takes longer than this, the rest is cut to a tenth, or the bench would take all morning. */
const PATIENCE_MS = 20_000

async function ours({ few, all: wished }: Counts): Promise<Ours> {
  return inFolder((county) =>
    inFolder((a) =>
      inFolder(async (b) => {
        say(`sync with a county: ${few} up, ${wished - few} more up, ${wished} down`)
        const running = await startPart<{ url: string; codes: string[] }>('sync-county', [county])
        try {
          const { url, codes } = running.said
          const address = url.replace(/\/$/, '')
          await runPart('office-fill', [100, 100, few, a, 0])
          const first = await runPart<Office>('sync-office', [a, address, codes[0] ?? ''])
          const all = first.took > PATIENCE_MS ? few + (wished - few) / 10 : wished
          await runPart('office-fill', [100, 100, all - few, a, few])
          const many = await runPart<Office>('sync-office', [a, address, ''])
          return { all, few: first, many, first: await runPart<Office>('sync-office', [b, address, codes[1] ?? '', secondDevice]) }
        } finally {
          await running.end()
        }
      }),
    ),
  )
}

async function theirs({ few, all }: Counts, peers: string): Promise<Theirs> {
  return inFolder((server) =>
    inFolder(async (client) => {
      say('PouchDB with its server: the same')
      const running = await startPart<{ url: string }>('pouch-server', [peers, server])
      try {
        const { url } = running.said
        const first = await runPart<Pouch>('pouch-sync', ['up', 0, few, peers, client, url])
        await runPart<Pouch>('pouch-sync', ['up', few, all, peers, client, url])
        return { few: first, first: await runPart<Pouch>('pouch-sync', ['down', 0, 0, peers, client, url]) }
      } finally {
        await running.end()
      }
    }),
  )
}

/** An office and its county on this machine, beside PouchDB replicating the same documents with its own server. */
export async function syncTable(counts: Counts, peers: string | undefined): Promise<Table> {
  const own = await ours(counts)
  const { all } = own
  const pouch = peers ? await theirs({ few: counts.few, all }, peers) : undefined
  const limit = await inFolder((folder) => runPart<{ took: number }>('raw-visits', [all, folder]))
  const more = all - counts.few
  const rest = ({ processor, hold, memory }: Office): string => `office: ${shown(processor)} of processor time, longest hold ${shown(hold)}, ${memory} MB`
  return {
    title: 'Sync over loopback',
    note: 'A real county on PostgreSQL with every commit durable and every batch signed, checked and kept in full; the office encrypts. PouchDB and express-pouchdb keep leveldb, do not sync to disk and encrypt nothing. County, office and PostgreSQL share this machine’s cores. "Limit" is better-sqlite3 alone writing the same records. Times in ms.',
    columns: ['what', 'ours', 'PouchDB', 'PouchDB / ours', 'limit', 'ours / limit', 'made of'],
    rows: [
      [`upload of ${counts.few} new records, first contact`, shown(own.few.took), shown(pouch?.few.took), ratio(pouch?.few.took ?? NaN, own.few.took), '–', '–', rest(own.few)],
      [`upload of ${more} more`, shown(own.many.took), '–', '–', '–', '–', rest(own.many)],
      [`first sync of ${own.first.held} records to an empty device`, shown(own.first.took), shown(pouch?.first.took), ratio(pouch?.first.took ?? NaN, own.first.took), shown(limit.took), ratio(own.first.took, limit.took), rest(own.first)],
    ],
  }
}
