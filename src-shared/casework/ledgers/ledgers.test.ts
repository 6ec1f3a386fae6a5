import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { day } from '../../../tests/factories/case-file.ts'
import { aPerson, aSubject, newId } from '../../../tests/factories/documents.ts'
import { neverSent } from '../../domain/document.ts'
import type { GeneralKind } from '../../domain/record-kinds.ts'
import { GeneralRecord } from '../../domain/record.ts'
import type { Subject } from '../../domain/subject.ts'
import type { Values } from '../../domain/values.ts'
import { DeviceId, makeId, officeItself, PersonId, RecordId } from '../../kernel/ids.ts'
import { Instant, instantOf } from '../../kernel/time.ts'
import { defaultPolicy } from '../../rules/index.ts'
import { noHolidays } from '../../rules/dates/holidays.ts'
import { caseFileOf } from '../case-file-of.ts'
import { initialValues } from '../field.ts'
import { findRecordKind } from '../kinds/index.ts'
import { standingRecords } from '../standing-records.ts'
import { openLedger } from './index.ts'
import { LedgerName, LedgerView } from './ledger-view.ts'
import type { LedgerSource } from './source.ts'

const today = day('2026-11-20')
const at = (on: string) => Instant.parse(instantOf(on, '10:00'))
const freshId = () => RecordId.parse(makeId(Date.parse('2026-11-20T00:00:00.000Z'), randomBytes(10)))

function aRecord(kind: GeneralKind, on: string, values: Values, over: { subjectId?: string; corrects?: string } = {}): GeneralRecord {
  return GeneralRecord.parse({
    kind, subjectId: over.subjectId ?? officeItself, occurredAt: at(on), place: '', text: '', participants: [], attachments: [], values: { ...initialValues(findRecordKind(kind)?.fields ?? {}), ...values },
    id: freshId(), recordedAt: at(on), author: { personId: newId(PersonId), name: '周敏', role: 'officer' }, deviceId: newId(DeviceId),
    corrects: over.corrects ? { recordId: over.corrects, reason: '写错' } : null, late: false, clockDoubt: '', review: null, ...neverSent,
  })
}

function source(records: GeneralRecord[], subjects: Subject[] = [], over: Partial<LedgerSource> = {}): LedgerSource {
  return {
    on: today, policy: defaultPolicy, holidays: noHolidays, people: [],
    cases: subjects.map((subject) => ({ subject, caseFile: caseFileOf({ subject, group: null, records: records.filter((one) => one.subjectId === subject.id), procedures: [], officeId: '331102001' }) })),
    records: standingRecords(records).sort((a, b) => (a.record.occurredAt < b.record.occurredAt ? 1 : -1)),
    lastRecordOn: () => null, ...over,
  }
}
const valueOf = (view: LedgerView, label: string): string | undefined => view.figures.find((one) => one.label === label)?.value

describe('policy ledgers', () => {
  it('[CW20] a hazard is open until a later record names it; an extension moves its day; a correction of either still counts', () => {
    const found = aRecord('hazard', '2026-10-01', { what: 'FOUND', name: '窗锁坏', level: 'GENERAL', measure: '换锁', owner: '叶青', dueOn: '2026-10-20' })
    const open = (records: GeneralRecord[]) => openLedger('hazards', source(records))
    expect(valueOf(open([found]), '已逾期')).toBe('1')
    expect(open([found]).rows[0]).toMatchObject({ tone: 'red', act: { prefill: { what: 'CLOSED', hazardId: found.id } } })
    const extended = aRecord('hazard', '2026-10-19', { what: 'EXTENDED', hazardId: found.id, dueOn: '2026-12-01', reason: '等货' })
    expect([valueOf(open([found, extended]), '已逾期'), valueOf(open([found, extended]), '未闭环')]).toEqual(['0', '1'])
    const corrected = aRecord('hazard', '2026-10-01', { ...found.values, name: '后窗锁坏' }, { corrects: found.id })
    const closed = aRecord('hazard', '2026-11-01', { what: 'CLOSED', hazardId: found.id, result: '已换', checkedBy: '周正' })
    const view = open([found, extended, corrected, closed])
    expect([valueOf(view, '未闭环'), valueOf(view, '按期整改率')]).toEqual(['0', '100%'])
    expect(view.rows.map(({ cells, tone }) => [cells[1], tone])).toEqual([['后窗锁坏', 'grey']])
  })

  it('[CW21] the training rate counts the able jobless of working age by name, and says who is unknown', () => {
    const of = (name: string, birth: string, gender: '1' | '2' = '1') => aSubject({ name, birthDate: day(birth), gender })
    const [trained, owed, old, young, unknown, working] = [of('甲', '1990-01-01'), of('乙', '1985-01-01'), of('丙', '1966-11-19'), of('丁', '2010-11-21'), of('戊', '1990-01-01'), of('己', '1990-01-01')]
    const help = (subject: Subject | undefined, values: Values) => aRecord('assistance', '2026-09-01', values, { subjectId: subject?.id ?? '' })
    const records = [help(trained, { type: 'TRAINING', course: '电工', result: 'DONE', employment: '02', ableToWork: true }), help(owed, { type: 'TRAINING', course: '电工', result: 'OPEN', employment: '02', ableToWork: true }), help(working, { type: 'JOB', employment: '01' })]
    const view = openLedger('training', source(records, [trained, owed, old, young, unknown, working].flatMap((one) => one ?? [])))
    expect(valueOf(view, '培训率')).toBe('50%')
    expect(view.figures.map(({ behind }) => behind.map(({ name }) => name))).toEqual([['甲'], ['乙'], ['戊']])
    // Sixty since his birthday yesterday: no longer of working age.
    expect(view.rows.find(({ cells }) => cells[0] === '丙')?.cells[3]).toBe('不在应培训之列')
  })

  it('[CW22] one social worker for twenty: twenty subjects want one, twenty-one want two; training hours come from records', () => {
    const worker = aPerson({ kind: 'SOCIAL_WORKER', name: '蓝田' })
    const view = (count: number) => openLedger('staff', source([aRecord('staffTraining', '2026-05-01', { topic: '业务', organiser: '县局', hours: 8, trainees: [{ personId: worker.id, passed: true }] })], Array.from({ length: count }, () => aSubject()), { people: [worker, aPerson({ name: '周敏' })] }))
    expect([valueOf(view(20), '还缺社工'), valueOf(view(21), '还缺社工'), valueOf(view(20), '社工与对象')]).toEqual(['0', '1', '1:20'])
    expect(view(1).rows.map(({ cells }) => [cells[0], cells[4]])).toEqual([['蓝田', '8'], ['周敏', '0']])
  })

  it('[CW23] a key subject is stale after thirty days without update; the score is the base and the sum of its reasons', () => {
    const subject = aSubject({ keySubject: true })
    const stale = (on: string) => valueOf(openLedger('keySubjects', source([aRecord('keySubject', on, { act: 'UPDATE', updated: ['WORK'] }, { subjectId: subject.id })], [subject])), '超过 30 天未更新')
    expect([stale('2026-10-21'), stale('2026-10-20')]).toEqual(['0', '1'])
    const score = (...points: number[]) => openLedger('credit', source(points.map((one) => aRecord('creditScore', '2026-11-01', { item: 'REPORT', points: one, evidence: '按时' }, { subjectId: subject.id })), [subject])).rows[0]?.cells.slice(1, 3)
    expect([score(), score(60, 40), score(-50, -51)]).toEqual([['600', '良'], ['700', '优'], ['499', '差']])
  })

  it('[CW24] visits are counted over the span that one of them may take, and what is owed leads to its form', () => {
    const subject = aSubject({ level: 'STRICT', state: 'ACTIVE' })
    const reportedIn = aRecord('reportIn', '2026-01-12', {}, { subjectId: subject.id })
    const view = openLedger('visits', source([reportedIn], [subject]))
    expect(view.rows[0]).toMatchObject({ tone: 'amber', act: { kind: 'visit' } })
    expect(valueOf(view, '本期未走访到')).toBe('1')
  })

  it.each(LedgerName.options)('[CW25] %s: an office without records has a whole ledger that the wire takes', (name) => {
    const view = openLedger(name, source([], [aSubject()]))
    expect(LedgerView.safeParse(view).error?.issues ?? []).toEqual([])
    for (const row of view.rows) expect(row.cells).toHaveLength(view.columns.length)
    for (const kind of view.adds) expect(findRecordKind(kind)?.section).toBe('office')
  })
})
