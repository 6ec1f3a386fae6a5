import { describe, expect, it } from 'vitest'
import { aSubject, someTalkFacts, someVisitFacts } from '../../tests/factories/documents.ts'
import { Instant, toInstant } from '../kernel/time.ts'
import { decideRecord } from './decide-record.ts'
import { closedStates } from '../domain/codes.ts'
import type { RecordDraft } from '../domain/record.ts'

const now = Instant.parse('2026-11-20T02:00:00.000Z')
const minute = 60_000
const before = (milliseconds: number): Instant => toInstant(Date.parse(now) - milliseconds)
const decide = (draft: Partial<RecordDraft> = {}, subject = aSubject()): ReturnType<typeof decideRecord> => decideRecord({ subject, draft: { ...someVisitFacts(), ...draft } as RecordDraft, now })
const codeOf = (result: ReturnType<typeof decideRecord>): string => (result.ok ? 'ok' : result.error.code)

describe('what may be submitted', () => {
  it('[RC1] nothing about who has left the books', () => {
    for (const state of closedStates) expect(codeOf(decide({}, aSubject({ state })))).toBe('SUBJECT_CLOSED')
    expect(codeOf(decide({}, aSubject({ withdrawn: { at: now, by: '周敏', reason: '撤销' } })))).toBe('SUBJECT_CLOSED')
    for (const state of ['ACTIVE', 'PENDING_REPORT', 'LOST', 'ON_LEAVE', 'DETAINED'] as const) expect(codeOf(decide({}, aSubject({ state })))).toBe('ok')
  })

  it('[RC2] ten minutes ahead is a clock, a millisecond more is the future', () => {
    expect(codeOf(decide({ occurredAt: before(-10 * minute) }))).toBe('ok')
    expect(codeOf(decide({ occurredAt: before(-10 * minute - 1) }))).toBe('RECORD_IN_FUTURE')
  })

  it('[RC3] the first day of the term counts, by the day in China', () => {
    const subject = aSubject({ termStart: aSubject().termStart })
    // 2026-01-10 begins in China at 16:00 of the day before, universal time.
    expect(codeOf(decide({ occurredAt: Instant.parse('2026-01-09T16:00:00.000Z') }, subject))).toBe('ok')
    const refused = decide({ occurredAt: Instant.parse('2026-01-09T15:59:59.999Z') }, subject)
    expect(refused).toMatchObject({ ok: false, error: { code: 'RECORD_BEFORE_TERM', params: { termStart: '2026-01-10' } } })
  })

  it('[RC4] blanks are no text', () => {
    expect(codeOf(decide({ text: ' \n　' }))).toBe('NOTHING_RECORDED')
    expect(codeOf(decide({ text: '', findings: [{ topic: 'LIVING', grade: 'NORMAL', text: '' }] }))).toBe('ok')
    expect(codeOf(decideRecord({ subject: aSubject(), draft: someTalkFacts({ text: '　' }), now }))).toBe('NOTHING_RECORDED')
    expect(codeOf(decideRecord({ subject: aSubject(), draft: someTalkFacts({ endedAt: before(3_600_001) }), now }))).toBe('INVALID_INPUT')
  })

  it('[RC5] late is more than 48 hours, or what the policy says', () => {
    const hour = 60 * minute
    expect(decide({ occurredAt: before(48 * hour) })).toEqual({ ok: true, value: { late: false } })
    expect(decide({ occurredAt: before(48 * hour + 1) })).toEqual({ ok: true, value: { late: true } })
    const draft = someVisitFacts({ occurredAt: before(25 * hour) })
    expect(decideRecord({ subject: aSubject(), draft, now, lateAfterHours: 24 })).toEqual({ ok: true, value: { late: true } })
  })
})
