import type { InputOf, OutputOf } from '#shared/contract/define.ts'
import type { subject } from '#shared/contract/subject.ts'
import type { CorrectionRecord, WrittenKind } from '#shared/domain/record.ts'
import { urgencyOf } from '#shared/domain/worst-sync-state.ts'
import { atDesk, type Context } from '../../host/office.ts'
import type { SqlValue } from '../../store/rx-storage-sqlite/index.ts'
import type { Links } from '../record/book.ts'
import { onlyAuthor, readEntries } from '../record/entries.ts'
import { says } from '../record/says.ts'
import { isHidden, shelfOf } from '../record/shelf.ts'

type Page = InputOf<typeof subject.timeline>
type Row = { record: string; occurred: string; kind: CorrectionRecord['kind']; state: number }

/** So many are read at a time when words are looked for. */
const READ_AT_ONCE = 100

/**
 * One page of a subject's river of facts, newest first, of what happened before `before`. A page may be longer than
 * asked: facts of the same instant stay together, or the next page, which begins before that instant, would lose them.
 * What is looked for comes with the records that it corrects and that correct it; those stand before the page.
 */
export async function readTimeline(context: Context, page: Page): Promise<OutputOf<typeof subject.timeline>> {
  const { office } = atDesk(context)
  if (isHidden(office, page.id)) return { entries: [], more: false, kinds: [] }
  const links = await shelfOf(office).linksOf(page.id)
  const all = await rowsOf(context, page.id)
  const wanted = all.filter((row) => (!page.before || row.occurred < page.before) && (!page.kind || row.kind === page.kind) && (!page.syncState || row.state === urgencyOf(page.syncState)))
  const found = page.text ? await saying(context, wanted, { text: page.text, limit: page.limit }) : wanted
  const last = found[page.limit - 1]
  const shown = (last ? found.filter(({ occurred }) => occurred >= last.occurred) : found).map(({ record }) => record)
  const chained = page.kind || page.syncState || page.text ? chainsOf(shown, links) : []
  return { entries: await readEntries(context, links, [...chained, ...shown]), more: shown.length < found.length, kinds: kindsIn(all) }
}

async function rowsOf(context: Context, subjectId: string): Promise<Row[]> {
  const author = onlyAuthor(context)
  const values: SqlValue[] = author ? [subjectId, author] : [subjectId]
  return atDesk(context).office.derived<Row>(`SELECT record, occurred, kind, state FROM derived_records_entries WHERE subject = ? AND kind <> 'confirmation'${author ? ' AND author = ?' : ''} ORDER BY occurred DESC, recorded DESC, record DESC`, values)
}

/** Those whose words the caller may read and that say `text`: a page of them, and one more where there is one. */
async function saying(context: Context, rows: readonly Row[], { text, limit }: { text: string; limit: number }): Promise<Row[]> {
  const nothing: Links = { correctedBy: new Map(), confirmations: new Map() }
  const found: Row[] = []
  const isFull = (): boolean => found.slice(limit).some(({ occurred }) => occurred < (found[limit - 1]?.occurred ?? ''))
  for (let from = 0; from < rows.length && !isFull(); from += READ_AT_ONCE) {
    const some = rows.slice(from, from + READ_AT_ONCE)
    const entries = await readEntries(context, nothing, some.map(({ record }) => record))
    const ids = new Set<string>(entries.filter(({ record }) => says(record, text)).map(({ record }) => record.id))
    found.push(...some.filter(({ record }) => ids.has(record)))
  }
  return found
}

/** What the records correct and what corrects them, through every correction, without themselves. */
function chainsOf(ids: readonly string[], { correctedBy }: Links): string[] {
  const older = new Map([...correctedBy].map(([from, to]) => [to, from]))
  const chained = new Set<string>()
  for (const step of [older, correctedBy])
    for (const id of ids) for (let next = step.get(id); next !== undefined && !chained.has(next); next = step.get(next)) chained.add(next)
  for (const id of ids) chained.delete(id)
  return [...chained]
}

function kindsIn(rows: readonly Row[]): WrittenKind[] {
  return [...new Set(rows.flatMap(({ kind }) => (kind === 'confirmation' ? [] : [kind])))]
}
