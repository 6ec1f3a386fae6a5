import { describe, expect, it } from 'vitest'
import { DutyRow } from '#shared/contract/duty.ts'
import { SyncStatus } from '#shared/contract/sync.ts'
import { makeId } from '#shared/kernel/ids.ts'
import { ProcedureRow } from '#shared/contract/procedure.ts'
import { Instant, LocalDate } from '#shared/kernel/time.ts'
import { groupDuties, monthGrid, sayDue } from '../../parts/duty/duty-groups.ts'
import { procedureRows, waitingRow } from './today-rows.ts'

const today = LocalDate.parse('2026-11-22')
const now = Instant.parse('2026-11-22T02:00:00.000Z')
const [on, byDay, byPerson] = [today, { on: today, now, arrangement: 'day' }, { on: today, now, arrangement: 'person' }] as const

function aDuty(nominalDueOn: string, severity: DutyRow['severity'], more: Partial<DutyRow> = {}): DutyRow {
  return {
    ...DutyRow.parse({
      key: nominalDueOn, ruleId: 'P-01', subjectId: makeId(1, new Uint8Array(10)), subjectName: '对象1', level: 'STRICT', state: 'ACTIVE', actor: 'OFFICE', actorLabel: '司法所', action: '走访', dueOn: nominalDueOn, nominalDueOn, dueAt: null, severity,
      backlog: false, basis: '', article: '', quote: '', verified: false, address: '/',
    }), ...more,
  }
}

const status = SyncStatus.parse({ enrolled: true, countyName: '云和县', address: '', waiting: 4, inReview: 0, returned: 0, lastSuccessAt: null, phase: 'idle', done: 0, of: 0, problem: '', nextTryAt: null })

describe('今日', () => {
  it('[DK21] groups duties by their day; what an old ledger left open stands apart', () => {
    const rows = [aDuty('2026-11-20', 'overdue'), aDuty('2026-11-22', 'due'), aDuty('2026-11-25', 'soon'), aDuty('2026-11-26', 'coming'), aDuty('2026-11-29', 'coming'), aDuty('2026-11-30', 'coming'), aDuty('2025-01-01', 'overdue', { backlog: true })]
    expect(groupDuties(rows, byDay).map(({ title, rows: own, folded }) => [title, own.length, folded])).toEqual([['逾期', 1, false], ['今天', 1, false], ['三天内', 1, false], ['本周', 2, false], ['以后', 1, true], ['旧档待补', 1, true]])
    expect(groupDuties([...rows, aDuty('2026-11-22', 'due', { subjectId: DutyRow.shape.subjectId.parse(makeId(2, new Uint8Array(10))), subjectName: '对象2' })], byPerson).map(({ title, tone }) => [title, tone])).toEqual([['对象1', 'red'], ['对象2', 'plain'], ['旧档待补', 'plain']])
  })

  it('[DK21] says how long is left by the plain day, and that a day off moved the last one', () => {
    expect([aDuty('2026-11-20', 'overdue'), aDuty('2026-11-22', 'due'), aDuty('2026-11-25', 'soon'), aDuty('2026-11-21', 'due', { dueOn: LocalDate.parse('2026-11-23') })].map((row) => sayDue(row, today, now))).toEqual(['已逾期 2 天', '今天到期', '还剩 3 天', '顺延到 11-23'])
    expect(monthGrid(today).map((week) => week.filter(Boolean).length)).toEqual([1, 7, 7, 7, 7, 1])
  })

  it('[DK21] lists a procedure whose next step is this desk’s within a week, unless a duty leads there already', () => {
    const aProcedure = (next: { dueOn: string | null; here: boolean; dueAt?: string } | null, place = 3) => ProcedureRow.parse({
      id: makeId(place, new Uint8Array(10)), subjectId: makeId(1, new Uint8Array(10)), subjectName: '对象1', kind: 'opinion', label: '检察监督', summary: '', openedOn: today, standing: { words: '', ended: false, tone: 'plain' }, syncState: 'received',
      next: next && { label: '整改情况', organLabel: '司法所', dueAt: null, ...next },
    })
    const rows = [aProcedure({ dueOn: '2026-11-20', here: true }), aProcedure({ dueOn: '2026-11-25', here: true }), aProcedure({ dueOn: '2026-11-29', here: true }), aProcedure({ dueOn: null, here: true }), aProcedure({ dueOn: '2026-11-30', here: true }), aProcedure({ dueOn: '2026-11-20', here: false }), aProcedure(null)]
    expect(procedureRows(rows, [], { on, now }).map(({ act, note, tone }) => [act, note, tone])).toEqual([['检察监督：整改情况', '已逾期 2 天', 'red'], ['检察监督：整改情况', '还剩 3 天', 'amber'], ['检察监督：整改情况', '还剩 7 天', 'plain'], ['检察监督：整改情况', '', 'plain']])
    expect(procedureRows(rows, [], { on, now }).map(({ group }) => group)).toEqual(['overdue', 'soon', 'week', undefined])
    const hours = aProcedure({ dueOn: '2026-11-24', here: true, dueAt: '2026-11-23T02:30:00.000Z' })
    expect(procedureRows([hours], [], { on, now })).toMatchObject([{ note: '还剩 24 小时 30 分', tone: 'amber', group: 'today' }])
    const [first] = procedureRows(rows, [], { on, now })
    expect(procedureRows(rows, [aDuty('2026-11-20', 'overdue', { address: first?.to ?? '' })], { on, now })).toEqual([])
  })

  it('[DT9] tells a running clock in hours, whoever must act, and in days when it is long over', () => {
    const searched = aDuty('2026-11-21', 'overdue', { dueAt: Instant.parse('2026-11-21T22:30:00.000Z') })
    const court = aDuty('2026-11-23', 'soon', { actor: 'COURT', actorLabel: '人民法院', dueAt: Instant.parse('2026-11-22T20:00:00.000Z') })
    const long = aDuty('2026-10-01', 'overdue', { actor: 'COUNTY', actorLabel: '县级社区矫正机构', dueAt: Instant.parse('2026-10-01T02:00:00.000Z') })
    expect([searched, court, long].map((row) => sayDue(row, today, now))).toEqual(['已超过 3 小时 30 分', '还剩 18 小时 0 分', '对方已迟 52 天'])
    expect(groupDuties([searched, court, long], byDay).map(({ title, tone, rows }) => [title, tone, rows.length])).toEqual([['逾期', 'red', 1], ['今天', 'amber', 1], ['县级社区矫正机构应办', 'plain', 1]])
    // The day is not over, the hours are.
    expect(groupDuties([aDuty('2026-11-22', 'due', { dueAt: Instant.parse('2026-11-22T01:00:00.000Z') })], byDay)[0]?.title).toBe('逾期')
  })

  it('[DT10] what other organs owe stands apart, an organ a group, with the days they are late', () => {
    const rows = [aDuty('2026-11-20', 'overdue'), aDuty('2026-11-10', 'overdue', { actor: 'DECISION_ORGAN', actorLabel: '社区矫正决定机关' }), aDuty('2026-11-24', 'soon', { actor: 'COUNTY', actorLabel: '县级社区矫正机构' })]
    expect(groupDuties(rows, byDay).map(({ title, rows: own }) => [title, own.map((row) => sayDue(row, today, now))])).toEqual([['逾期', ['已逾期 2 天']], ['社区矫正决定机关应办', ['对方已迟 12 天']], ['县级社区矫正机构应办', ['还剩 2 天']]])
  })

  it('[DK21] says what waits to be sent, and where to go with it', () => {
    expect(waitingRow(status)).toMatchObject([{ name: '4 条', button: '去同步', to: '/sync' }])
    expect(waitingRow({ ...status, enrolled: false })[0]?.button).toBe('去接入')
    expect(waitingRow({ ...status, waiting: 0 })).toEqual([])
    expect(waitingRow(null)).toEqual([])
  })
})
