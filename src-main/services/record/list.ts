import type { OutputOf } from '#shared/contract/define.ts'
import type { record } from '#shared/contract/record.ts'
import type { SyncState } from '#shared/domain/document.ts'
import type { WrittenKind } from '#shared/domain/record.ts'
import { urgencyOf } from '#shared/domain/worst-sync-state.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { atDesk, type Context } from '../../host/office.ts'
import type { SqlValue } from '../../store/rx-storage-sqlite/index.ts'
import { seesWholeOffice } from '../scope.ts'
import { directoryOf } from '../subject/directory.ts'
import { visibleTo } from '../subject/list.ts'
import { onlyAuthor, readEntries } from './entries.ts'
import { shelfOf } from './shelf.ts'

type Page = { kind: WrittenKind | null; syncState: SyncState | null; offset: number; limit: number }
type Row = { record: string; subject: string }

/** Records about every subject within the caller's reach and, for staff, about the office itself; newest first. A volunteer's own only. */
export async function listRecords(context: Context, page: Page): Promise<OutputOf<typeof record.list>> {
  const { office } = atDesk(context)
  const names = new Map<string, string>((await visibleTo(context, await directoryOf(office), 'name')).map((one) => [String(one.id), one.name]))
  if (seesWholeOffice(context)) names.set(officeItself, '本所事务')
  const { where, values } = conditionOf(context, page, names)
  const rows = await office.derived<Row>(`SELECT record, subject FROM derived_records_entries WHERE ${where} ORDER BY occurred DESC, record DESC LIMIT ? OFFSET ?`, [...values, page.limit, page.offset])
  const [all] = await office.derived<{ total: number }>(`SELECT count(*) AS total FROM derived_records_entries WHERE ${where}`, values)
  const read = new Map<string, OutputOf<typeof record.list>['rows'][number]>()
  for (const [subjectId, some] of Map.groupBy(rows, ({ subject }) => subject)) {
    const entries = await readEntries(context, await shelfOf(office).linksOf(subjectId), some.map((row) => row.record))
    for (const entry of entries) read.set(entry.record.id, { entry, subjectName: names.get(subjectId) ?? '' })
  }
  return { rows: rows.flatMap((row) => read.get(row.record) ?? []), total: all?.total ?? 0 }
}

function conditionOf(context: Context, page: Page, names: ReadonlyMap<string, string>): { where: string; values: SqlValue[] } {
  const parts: [string, SqlValue | null][] = [['kind <> ?', 'confirmation'], ['kind = ?', page.kind], ['state = ?', page.syncState && urgencyOf(page.syncState)], ['author = ?', onlyAuthor(context)]]
  // Of a whole office nearly every subject is to be seen: the few that are not are left out. Of groups only a few are.
  if (!seesWholeOffice(context)) parts.push(['subject IN (SELECT value FROM json_each(?))', JSON.stringify([...names.keys()])])
  const asked = parts.filter(([, value]) => value !== null)
  // As in the index of what is not settled, so that SQLite knows that it may use it.
  const unsettled = page.syncState && page.syncState !== 'received' ? ['state > 0'] : []
  return { where: [...unsettled, ...asked.map(([text]) => text), 'subject NOT IN (SELECT id FROM derived_subjects_hidden)'].join(' AND '), values: asked.map(([, value]) => value) }
}
