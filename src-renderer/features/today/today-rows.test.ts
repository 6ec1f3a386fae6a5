import { describe, expect, it } from 'vitest'
import { SubjectRow } from '#shared/contract/subject.ts'
import { SyncStatus } from '#shared/contract/sync.ts'
import { makeId } from '#shared/kernel/ids.ts'
import { LocalDate } from '#shared/kernel/time.ts'
import { notVisitedRows, waitingRow } from './today-rows.ts'

const today = LocalDate.parse('2026-11-22')

function aRow(number: number, lastVisitAt: string | null): SubjectRow {
  return SubjectRow.parse({
    id: makeId(number, new Uint8Array(10)), subjectNo: '', name: `对象${number}`, gender: '1', idTail: '', category: 'PROBATION', level: 'STRICT', state: 'ACTIVE', residence: '', village: '石塘村', termEnd: null, minorRegime: false,
    keySubject: false, lastVisitAt, groupState: 'none', syncState: 'received',
  })
}

const status = SyncStatus.parse({ enrolled: true, countyName: '云和县', address: '', waiting: 4, inReview: 0, returned: 0, lastSuccessAt: null, phase: 'idle', done: 0, of: 0, problem: '', nextTryAt: null })

describe('今日', () => {
  it('[DK21] lists who was not visited for 30 days, those never visited first', () => {
    const rows = notVisitedRows([aRow(1, '2026-10-24T02:00:00.000Z'), aRow(2, '2026-10-23T02:00:00.000Z'), aRow(3, null), aRow(4, '2026-06-01T02:00:00.000Z')], today)
    expect(rows.map(({ name, act }) => [name, act])).toEqual([['对象3', '还没有走访过'], ['对象4', '已有 174 天没有走访'], ['对象2', '已有 30 天没有走访']])
    expect(rows[0]?.to).toBe(`/subjects/${makeId(3, new Uint8Array(10))}/visit`)
  })

  it('[DK21] says what waits to be sent, and where to go with it', () => {
    expect(waitingRow(status)).toMatchObject([{ name: '4 条', button: '去同步', to: '/sync' }])
    expect(waitingRow({ ...status, enrolled: false })[0]?.button).toBe('去接入')
    expect(waitingRow({ ...status, waiting: 0 })).toEqual([])
    expect(waitingRow(null)).toEqual([])
  })
})
