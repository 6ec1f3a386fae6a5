import type { Draft } from '#shared/contract/draft.ts'
import type { DutyRow } from '#shared/contract/duty.ts'
import type { ProcedureRow } from '#shared/contract/procedure.ts'
import type { ReturnedItem, SyncStatus } from '#shared/contract/sync.ts'
import type { TimelineEntry } from '#shared/contract/subject.ts'
import { recordKindLabels, WrittenKind } from '#shared/domain/record.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addDays, daysBetween, type Instant, type LocalDate, localDateOf, localTimeOf } from '#shared/kernel/time.ts'
import { isClockRunning } from '../../parts/duty/duty-groups.ts'
import { formAddress } from '../../parts/record-address.ts'
import { returnedAddress } from '../../parts/returned-address.ts'
import type { ToConfirm } from '../../parts/to-confirm.ts'
import { hoursLeft } from '../../ui/dates.ts'

/** One thing to do: who, what, since when, and the form that the one button opens. */
export type TodayRow = { key: string; name: string; act: string; note: string; button: string; to: string; confirm?: ToConfirm; tone: 'plain' | 'amber' | 'red'; /** The group of the day to which it belongs; none: a group of its own. */ group?: 'overdue' | 'today' | 'soon' | 'week' }

/** Records that name somebody who has not confirmed yet. */
export function confirmRows(items: readonly { entry: TimelineEntry; subjectName: string; personId: PersonId; personName: string }[]): TodayRow[] {
  return items.map(({ entry, subjectName, personId, personName }) => {
    const kind = recordKindLabels[entry.record.kind]
    const when = `${localDateOf(entry.record.occurredAt).slice(5)} ${localTimeOf(entry.record.occurredAt)}`
    const confirm: ToConfirm = { recordId: entry.record.id, personId, personName, title: `${subjectName}，${when} 的${kind}，记录人 ${entry.record.author.name}` }
    return { key: `${entry.record.id}${personId}`, name: subjectName, act: `${kind}等 ${personName} 本人确认`, note: `${when}，${entry.record.author.name} 记`, button: '去确认', to: '', confirm, tone: 'plain' }
  })
}

/** Unfinished forms of this user. */
export function draftRows(items: readonly { draft: Draft; subjectName: string }[]): TodayRow[] {
  return items.map(({ draft, subjectName }) => ({
    key: draft.id, name: subjectName, act: `有一条未提交的${draftWords(draft.kind)}`, note: `存于 ${localDateOf(draft.savedAt).slice(5)} ${localTimeOf(draft.savedAt)}`, button: '继续', to: WrittenKind.safeParse(draft.kind).success ? formAddress(draft.subjectId, draft.kind) : `/subjects/${draft.subjectId}/${draft.kind}`, tone: 'plain',
  }))
}

function draftWords(kind: string): string {
  const written = WrittenKind.safeParse(kind)
  return written.success ? recordKindLabels[written.data] : '审批'
}

/** How far ahead a step of a procedure is listed. */
const AHEAD_DAYS = 7

/**
 * Procedures in which this desk has the next step within a week, those that the county began among them. What a duty
 * of the list leads to already is not said twice.
 */
export function procedureRows(rows: readonly ProcedureRow[], duties: readonly DutyRow[], { on, now }: { on: LocalDate; now: Instant }): TodayRow[] {
  const said = new Set(duties.map(({ address }) => address))
  return rows.flatMap(({ id, subjectName, label, next }): TodayRow[] => {
    const to = `/procedures/${id}`
    if (!next?.here || said.has(to) || (next.dueOn !== null && next.dueOn > addDays(on, AHEAD_DAYS))) return []
    const left = next.dueOn === null ? null : daysBetween(on, next.dueOn)
    const row = { key: id, name: subjectName, act: `${label}：${next.label}`, button: '去办', to }
    if (next.dueAt !== null && isClockRunning(next, now)) return [{ ...row, note: hoursLeft(next.dueAt, now), ...(next.dueAt < now ? { tone: 'red', group: 'overdue' } : { tone: 'amber', group: 'today' }) }]
    if (left === null) return [{ ...row, note: '', tone: 'plain' }]
    if (left < 0) return [{ ...row, note: `已逾期 ${-left} 天`, tone: 'red', group: 'overdue' }]
    const group = left === 0 ? 'today' : left <= 3 ? 'soon' : 'week'
    return [{ ...row, note: left === 0 ? '今天到期' : `还剩 ${left} 天`, tone: left <= 3 ? 'amber' : 'plain', group }]
  })
}

/** What the county sent back. */
export function returnedRows(items: readonly ReturnedItem[]): TodayRow[] {
  return items.map((item) => ({ key: item.collection + item.id, name: item.title, act: item.reason, note: `${localDateOf(item.at).slice(5)} 退回`, button: '去办', to: returnedAddress(item), tone: 'amber' }))
}

/** One line while something waits to be sent. */
export function waitingRow(status: SyncStatus | null): TodayRow[] {
  if (!status || status.waiting === 0) return []
  return [{ key: 'waiting', name: `${status.waiting} 条`, act: '已存在本机，等待送出', note: status.enrolled ? '' : '本机还没有接入县局', button: status.enrolled ? '去同步' : '去接入', to: '/sync', tone: 'plain' }]
}
