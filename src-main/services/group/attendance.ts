import type { InputOf, OutputOf } from '#shared/contract/define.ts'
import type { AttendanceRow, group } from '#shared/contract/group.ts'
import type { GroupMember } from '#shared/domain/group.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { daysBetween, localDateOf, type LocalDate } from '#shared/kernel/time.ts'
import { seatDuties } from '#shared/rules/index.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { policyPackOf } from '../duty/policy-pack.ts'
import type { Book } from '../record/book.ts'
import { shelfOf } from '../record/shelf.ts'
import { findSubject } from '../scope.ts'
import { findGroup } from './save.ts'
import { isTakingPart, sortOf } from './taking-part.ts'

/** What each member took part in, in one month and when last: from the records alone, nothing of it is stored. */
export async function attendanceOf(context: Context, { subjectId, month }: InputOf<typeof group.attendance>): Promise<Result<OutputOf<typeof group.attendance>, 'NOT_AVAILABLE'>> {
  const { office } = atDesk(context)
  if (!(await findSubject(context, subjectId))) return fail('NOT_AVAILABLE')
  const [saved, book, policy] = await Promise.all([findGroup(office, subjectId), shelfOf(office).bookOf(subjectId), policyPackOf(office)])
  const today = localDateOf(office.now())
  const rows = (saved?.members ?? []).map((member) => attendanceRow(member, book, { month, today, limit: policy.memberIdleDays }))
  return ok({ limitDays: policy.memberIdleDays, rows })
}

type At = { month: string; today: LocalDate; limit: number }

function attendanceRow({ personId, name, seat, joinedOn }: GroupMember, book: Book, { month, today, limit }: At): AttendanceRow {
  const counts = { visits: 0, talks: 0, sessions: 0, others: 0 }
  let unconfirmed = 0
  let lastOn: LocalDate | null = null
  for (const entry of book.entries.values()) {
    const wrote = entry.authorId === personId
    if (!isTakingPart(entry.kind) || book.correctedBy.has(entry.id) || (!wrote && !entry.participantIds.includes(personId))) continue
    const on = localDateOf(entry.occurredAt)
    if (!lastOn || on > lastOn) lastOn = on
    if (!on.startsWith(month)) continue
    counts[sortOf(entry.kind)] += 1
    if (!wrote && !book.confirmations.get(entry.id)?.has(personId)) unconfirmed += 1
  }
  const idleDays = Math.max(0, daysBetween(lastOn && lastOn > joinedOn ? lastOn : joinedOn, today))
  return { personId, name, seat, duties: seatDuties[seat], joinedOn, month: counts, unconfirmed, lastOn, idleDays, idle: idleDays > limit }
}
