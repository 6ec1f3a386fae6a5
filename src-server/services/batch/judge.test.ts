import { describe, expect, it } from 'vitest'
import { Procedure, type Step } from '#shared/domain/procedure.ts'
import { neverSent } from '#shared/domain/document.ts'
import { DocumentId, ProcedureId, SubjectId } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'
import { toWire } from '#shared/sync/wire.ts'
import { AT, newId } from '../../../tests/factories/documents.ts'
import { judgeItem } from './judge.ts'

const enrolledAt = Instant.parse('2026-11-21T00:00:00.000Z')
const recordedFor = { documentNo: '样司矫终〔2026〕3号', decidedBy: '县司法局局长' }

function verdictOf(over: Partial<Record<keyof Step, unknown>>, line: Instant | undefined): string {
  const step = { id: newId(DocumentId), step: 'confirm', organ: 'COUNTY', on: '2026-11-20', at: AT, by: { id: newId(DocumentId), name: '陈立' }, deviceId: newId(DocumentId), values: {}, attachments: [], corrects: null, ...over }
  const procedure = Procedure.parse({ id: newId(ProcedureId), subjectId: newId(SubjectId), kind: 'termination', openedOn: '2026-11-20', steps: [step], withdrawn: null, createdAt: AT, editedAt: AT, editedBy: '陈立', ...neverSent })
  return judgeItem({ collection: 'procedures', id: procedure.id, baseRevision: 0, baseBatch: null, document: toWire(procedure) }, { officeId: '331102001', find: () => undefined, baseOf: () => null, enrolledAt: line }).verdict
}

describe('steps that an office wrote down for the county', () => {
  it('[PR26] are taken where they are marked as such and older than the line; nothing else of the county’s is', () => {
    expect(verdictOf({ recordedFor }, enrolledAt)).toBe('accepted')
    expect(verdictOf({}, enrolledAt)).toBe('quarantined')
    expect(verdictOf({ recordedFor, at: enrolledAt }, enrolledAt)).toBe('quarantined')
    expect(verdictOf({ recordedFor }, undefined)).toBe('quarantined')
    expect(verdictOf({ recordedFor, step: 'report', organ: 'OFFICE' }, enrolledAt)).toBe('quarantined')
    expect(verdictOf({ recordedFor, deviceId: null }, enrolledAt)).toBe('quarantined')
  })
})
