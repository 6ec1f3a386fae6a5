import { addDays, instantOf, localDateOf, type LocalDate } from '#shared/kernel/time.ts'
import type { Office } from '../../host/office.ts'
import { isHidden } from '../record/shelf.ts'
import { directoryOf } from '../subject/directory.ts'
import { paperKinds } from './taking-part.ts'

/** In how many groups of open cases everybody sits. */
export async function loadsOf(office: Office): Promise<Map<string, number>> {
  const directory = await directoryOf(office)
  const loads = new Map<string, number>()
  for (const { id, open } of directory.ordered('name'))
    if (open) for (const personId of directory.groupOf(id)?.memberIds ?? []) loads.set(personId, (loads.get(personId) ?? 0) + 1)
  return loads
}

type Row = { subject: string; occurred: string; author: string; participants: string }

/** How many sessions of the last 30 and 90 days everybody took part in: those he wrote and those that name him, each once. */
export async function sessionsOf(office: Office): Promise<Map<string, { days30: number; days90: number }>> {
  const today = localDateOf(office.now())
  const since: { day30: LocalDate; day90: LocalDate } = { day30: addDays(today, -30), day90: addDays(today, -90) }
  const rows = await office.derived<Row>(
    `SELECT subject, occurred, author, participants FROM derived_records_entries AS one
     WHERE occurred >= ? AND kind NOT IN (${paperKinds.map(() => '?').join(', ')}) AND NOT EXISTS (SELECT 1 FROM derived_records_answers WHERE record = one.record AND person = '')`,
    [instantOf(since.day90, '00:00'), ...paperKinds],
  )
  const counts = new Map<string, { days30: number; days90: number }>()
  for (const { subject, occurred, author, participants } of rows) {
    const on = localDateOf(occurred)
    if (on > today || isHidden(office, subject)) continue
    for (const personId of new Set([author, ...participants.split(' ').filter(Boolean)])) {
      const known = counts.get(personId) ?? { days30: 0, days90: 0 }
      counts.set(personId, { days30: known.days30 + (on >= since.day30 ? 1 : 0), days90: known.days90 + 1 })
    }
  }
  return counts
}
