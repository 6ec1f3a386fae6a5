import type { record } from '#shared/contract/record.ts'
import type { OutputOf } from '#shared/contract/define.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { findAbout, seesWholeOffice } from '../scope.ts'
import { readEntries } from './entries.ts'
import { shelfOf } from './shelf.ts'

type ToConfirm = OutputOf<typeof record.toConfirm>
type Awaiting = { record: string; subject: string; person: string; occurred: string }

/** More than anybody works through in one go; who wants the older ones too asks for more. */
const USUALLY = 300

/**
 * Records that name a companion who can log in on this PC and has not given his word, newest first: for staff those of
 * every account, for a volunteer only his own. What a correction has replaced asks nobody any more.
 */
export async function listToConfirm(context: Context, limit: number = USUALLY): Promise<ToConfirm> {
  const { office, me } = atDesk(context)
  const accounts = (await office.data.people.find().exec()).filter(({ account }) => account?.active).map(({ id }) => String(id))
  const asked = seesWholeOffice(context) ? accounts : accounts.filter((id) => id === me.personId)
  const waiting = await Promise.all(asked.map((person) => office.derived<Awaiting>('SELECT record, subject, person, occurred FROM derived_records_awaiting WHERE person = ? ORDER BY occurred DESC, record DESC LIMIT ?', [person, limit])))
  const newest = waiting.flat().sort((a, b) => compare(b.occurred, a.occurred) || compare(b.record, a.record)).slice(0, limit)
  const found = new Map<string, ToConfirm['rows'][number]>()
  for (const [subjectId, rows] of Map.groupBy(newest, ({ subject }) => subject)) {
    const subject = await findAbout(context, SubjectId.parse(subjectId))
    if (subject === undefined) continue
    const entries = await readEntries(context, await shelfOf(office).linksOf(subjectId), [...new Set(rows.map((row) => row.record))])
    for (const entry of entries) {
      if (entry.record.kind === 'confirmation') continue
      for (const { personId, name } of entry.record.participants) found.set(`${entry.record.id} ${personId}`, { entry, subjectName: subject?.name ?? '本所事务', personId, personName: name })
    }
  }
  const rows = newest.flatMap((row) => found.get(`${row.record} ${row.person}`) ?? [])
  return { rows, more: newest.length < limit ? 0 : Math.max(0, (await countAll(context, asked)) - rows.length) }
}

/** All of them, by the same gate: what is about nobody the caller may know of counts for nothing. */
async function countAll(context: Context, asked: readonly string[]): Promise<number> {
  const { office } = atDesk(context)
  const counted = await office.derived<{ subject: string; waiting: number }>(`SELECT subject, COUNT(*) AS waiting FROM derived_records_awaiting WHERE person IN (${asked.map(() => '?').join(', ')}) GROUP BY subject`, [...asked])
  let all = 0
  for (const { subject, waiting } of counted) if ((await findAbout(context, SubjectId.parse(subject))) !== undefined) all += waiting
  return all
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
