import { describe, expect, it } from 'vitest'
import { DutyRow } from '#shared/contract/duty.ts'
import { SyncStatus } from '#shared/contract/sync.ts'
import { makeId } from '#shared/kernel/ids.ts'
import { ProcedureRow } from '#shared/contract/procedure.ts'
import { LocalDate } from '#shared/kernel/time.ts'
import { groupDuties, monthGrid, sayDue } from '../../parts/duty/duty-groups.ts'
import { procedureRows, waitingRow } from './today-rows.ts'

const today = LocalDate.parse('2026-11-22')

function aDuty(nominalDueOn: string, severity: DutyRow['severity'], more: Partial<DutyRow> = {}): DutyRow {
  return {
    ...DutyRow.parse({
      key: nominalDueOn, ruleId: 'P-01', subjectId: makeId(1, new Uint8Array(10)), subjectName: '对象1', level: 'STRICT', state: 'ACTIVE', actor: 'OFFICE', actorLabel: '司法所', action: '走访', dueOn: nominalDueOn, nominalDueOn, severity,
      backlog: false, basis: '', article: '', quote: '', verified: false, address: '/',
    }), ...more,
  }
}

const status = SyncStatus.parse({ enrolled: true, countyName: '云和县', address: '', waiting: 4, inReview: 0, returned: 0, lastSuccessAt: null, phase: 'idle', done: 0, of: 0, problem: '', nextTryAt: null })

describe('今日', () => {
  it('[DK21] groups duties by their day; what an old ledger left open stands apart', () => {
    const rows = [aDuty('2026-11-20', 'overdue'), aDuty('2026-11-22', 'due'), aDuty('2026-11-25', 'soon'), aDuty('2026-11-26', 'coming'), aDuty('2026-11-29', 'coming'), aDuty('2026-11-30', 'coming'), aDuty('2025-01-01', 'overdue', { backlog: true })]
    expect(groupDuties(rows, today, 'day').map(({ title, rows: own, folded }) => [title, own.length, folded])).toEqual([['逾期', 1, false], ['今天', 1, false], ['三天内', 1, false], ['本周', 2, false], ['以后', 1, true], ['旧档待补', 1, true]])
    expect(groupDuties([...rows, aDuty('2026-11-22', 'due', { subjectId: DutyRow.shape.subjectId.parse(makeId(2, new Uint8Array(10))), subjectName: '对象2' })], today, 'person').map(({ title, tone }) => [title, tone])).toEqual([['对象1', 'red'], ['对象2', 'plain'], ['旧档待补', 'plain']])
  })

  it('[DK21] says how long is left by the plain day, and that a day off moved the last one', () => {
    expect([aDuty('2026-11-20', 'overdue'), aDuty('2026-11-22', 'due'), aDuty('2026-11-25', 'soon'), aDuty('2026-11-21', 'due', { dueOn: LocalDate.parse('2026-11-23') })].map((row) => sayDue(row, today))).toEqual(['已逾期 2 天', '今天到期', '还剩 3 天', '顺延到 11-23'])
    expect(monthGrid(today).map((week) => week.filter(Boolean).length)).toEqual([1, 7, 7, 7, 7, 1])
  })

  it('[DK21] lists a procedure whose next step is this desk’s within a week, unless a duty leads there already', () => {
    const aProcedure = (next: { dueOn: string | null; here: boolean } | null, place = 3) => ProcedureRow.parse({
      id: makeId(place, new Uint8Array(10)), subjectId: makeId(1, new Uint8Array(10)), subjectName: '对象1', kind: 'opinion', label: '检察监督', summary: '', openedOn: today, standing: { words: '', ended: false, tone: 'plain' }, syncState: 'received',
      next: next && { label: '整改情况', organLabel: '司法所', ...next },
    })
    const rows = [aProcedure({ dueOn: '2026-11-20', here: true }), aProcedure({ dueOn: '2026-11-25', here: true }), aProcedure({ dueOn: '2026-11-29', here: true }), aProcedure({ dueOn: null, here: true }), aProcedure({ dueOn: '2026-11-30', here: true }), aProcedure({ dueOn: '2026-11-20', here: false }), aProcedure(null)]
    expect(procedureRows(rows, [], today).map(({ act, note, tone }) => [act, note, tone])).toEqual([['检察监督：整改情况', '已逾期 2 天', 'red'], ['检察监督：整改情况', '还剩 3 天', 'amber'], ['检察监督：整改情况', '还剩 7 天', 'plain'], ['检察监督：整改情况', '', 'plain']])
    const [first] = procedureRows(rows, [], today)
    expect(procedureRows(rows, [aDuty('2026-11-20', 'overdue', { address: first?.to ?? '' })], today)).toEqual([])
  })

  it('[DK21] says what waits to be sent, and where to go with it', () => {
    expect(waitingRow(status)).toMatchObject([{ name: '4 条', button: '去同步', to: '/sync' }])
    expect(waitingRow({ ...status, enrolled: false })[0]?.button).toBe('去接入')
    expect(waitingRow({ ...status, waiting: 0 })).toEqual([])
    expect(waitingRow(null)).toEqual([])
  })
})
