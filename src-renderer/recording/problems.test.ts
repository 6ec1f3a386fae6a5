import { describe, expect, it } from 'vitest'
import { fail } from '#shared/kernel/result.ts'
import { LocalDate, toInstant } from '#shared/kernel/time.ts'
import { setGrade } from './edit-form.ts'
import { nextVisitChoices } from './next-visit.ts'
import { problemOfRefusal, problemsOf } from './problems.ts'
import { emptyForm, RecordForm } from './record-form.ts'
import { parseClock, parseDay, stepClock, stepDay } from './parse-when.ts'
import { sayDate, sayMoment } from './say-date.ts'
import { summaryOf } from './summary.ts'

const now = toInstant(Date.parse('2026-11-22T02:30:00.000Z'))
const today = LocalDate.parse('2026-11-22')
const empty = () => emptyForm({ now, residence: '长汀村 8 号', isFirst: false })
const fields = (form: RecordForm, kind: 'visit' | 'talk') => problemsOf(form, kind, now).map(({ field }) => field)

describe('what must be mended', () => {
  it('[V5] an empty visit asks for a finding or words; either is enough', () => {
    expect(fields(empty(), 'visit')).toEqual(['findings'])
    expect(fields({ ...empty(), text: '在家' }, 'visit')).toEqual([])
    const chosen = empty()
    setGrade(chosen.visit, 'LIVING', 'NORMAL')
    expect(fields(chosen, 'visit')).toEqual([])
  })

  it('[V5] a time to come, a broken time and an end before the start stand at the time', () => {
    const form = { ...empty(), text: '在家' }
    expect(fields({ ...form, time: '10:41' }, 'visit')).toEqual(['when'])
    expect(fields({ ...form, time: '10:40' }, 'visit')).toEqual([])
    expect(fields({ ...form, time: '' }, 'visit')).toEqual(['when'])
    expect(fields({ ...form, date: '2026-02-30' }, 'visit')).toEqual(['when'])
    expect(fields({ ...form, talk: { purpose: 'HELP', endTime: '10:29' } }, 'talk')).toEqual(['when'])
    expect(fields({ ...form, talk: { purpose: 'HELP', endTime: '10:29' } }, 'visit')).toEqual([])
    expect(fields({ ...form, talk: { purpose: 'HELP', endTime: '上午' } }, 'talk')).toEqual(['when'])
  })

  it('[V5] a next visit before this one, and a correction without a reason', () => {
    const form = { ...empty(), text: '在家' }
    expect(fields({ ...form, visit: { ...form.visit, nextVisitOn: '2026-11-21' } }, 'visit')).toEqual(['next'])
    expect(fields({ ...form, visit: { ...form.visit, nextVisitOn: '下周' } }, 'visit')).toEqual(['next'])
    const correction = RecordForm.parse({ ...form, corrects: '01KAM3W6000000000000000003', correctionReason: ' 错 ' })
    expect(fields(correction, 'visit')).toEqual(['correctionReason'])
  })

  it('[V6] a refusal of the host stands at its field with its own sentence', () => {
    expect(problemOfRefusal(fail('RECORD_BEFORE_TERM', { termStart: '2026-01-05' }).error, 'visit')).toEqual({ field: 'when', text: '发生时间早于矫正开始日期 2026-01-05，请核对。' })
    expect(problemOfRefusal(fail('NOTHING_RECORDED').error, 'talk').field).toBe('text')
    expect(problemOfRefusal(fail('INVALID_INPUT', { field: 'record.met.0.name', problem: '' }).error, 'visit').field).toBe('met')
    expect(problemOfRefusal(fail('INVALID_INPUT', { field: 'reason', problem: '' }).error, 'visit').field).toBe('correctionReason')
    expect(problemOfRefusal(fail('INVALID_INPUT', { field: 'record.reason', problem: '' }).error, 'visit').field).toBe('kind')
    expect(problemOfRefusal(fail('INVALID_INPUT', { field: 'attachments', problem: '附件重复' }).error, 'visit').field).toBe('photos')
    expect(problemOfRefusal(fail('DISK_FULL').error, 'visit').field).toBe('form')
  })
})

describe('words', () => {
  it('[V7] the summary says all that will be sent, and who still has to confirm', () => {
    const form = RecordForm.parse({
      ...empty(),
      text: '在家务农。',
      companions: [
        { personId: '01KAM3W6000000000000000002', name: '叶青', hand: 'now' },
        { personId: '01KAM3W6000000000000000005', name: '蓝田', hand: 'named' },
      ],
    })
    setGrade(form.visit, 'MOOD', 'ATTENTION')
    const lines = summaryOf(form, 'visit', '王某').map(({ label, text }) => `${label}：${text}`)
    expect(lines).toEqual([
      '走访：王某，现场走访，日常走访', '时间：2026年11月22日(周日) 10:30', '地点：长汀村 8 号', '见到：没有见到人', '情况：思想情绪 需关注',
      '记录：在家务农。', '同行：叶青（提交后本人确认）、蓝田（列名，未确认）',
    ])
  })

  it('[V8] the moment of a draft is as short as it stays clear', () => {
    expect(sayMoment('2026-11-22T06:32:00.000Z', today)).toBe('14:32')
    expect(sayMoment('2026-11-21T06:32:00.000Z', today)).toBe('昨天 14:32')
    expect(sayMoment('2026-11-02T06:32:00.000Z', today)).toBe('11月2日 14:32')
    expect(sayMoment('2025-11-02T06:32:00.000Z', today)).toBe('2025年11月2日 14:32')
    expect(sayDate('2026-02-30')).toBe('')
  })

  it('[V11] a day and a time are read however they are typed', () => {
    for (const text of ['2026-11-22', '2026/11/22', '20261122', '2026年11月22日', '11-22', '1122', ' 11.22 ', '11月22日']) expect(parseDay(text, today)).toBe('2026-11-22')
    for (const text of ['', '22', '2026-02-30', '13-01', '明天']) expect(parseDay(text, today)).toBeNull()
    for (const text of ['9:05', '09：05', '905', '0905', '9点5分']) expect(parseClock(text)).toBe('09:05')
    expect(parseClock('9点')).toBe('09:00')
    for (const text of ['', '24:00', '9:60', '上午', '9']) expect(parseClock(text)).toBeNull()
    expect([stepDay('2026-03-01', -1), stepClock('09:07', 1), stepClock('09:07', -1), stepClock('23:58', 1), stepDay('?', 1)]).toEqual(['2026-02-28', '09:10', '09:05', '23:55', '?'])
  })

  it('[V10] the usual next visit follows the level', () => {
    const usual = (level: 'STRICT' | 'ORDINARY' | null) => nextVisitChoices('2026-11-22', level).find(({ proposed }) => proposed)?.date
    expect([usual('STRICT'), usual('ORDINARY'), usual(null)]).toEqual(['2026-12-07', '2027-01-21', '2026-12-22'])
    expect(nextVisitChoices('', 'STRICT')).toEqual([])
  })
})
