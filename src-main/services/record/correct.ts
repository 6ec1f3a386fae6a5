import type { TimelineEntry } from '#shared/contract/subject.ts'
import type { RecordDraft } from '#shared/domain/record.ts'
import type { RecordId } from '#shared/kernel/ids.ts'
import { fail, type Result } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { seesWholeFiles } from '../scope.ts'
import { serially } from '../serially.ts'
import { findRecord, isVeiled } from './entries.ts'
import { submitRecord, type SubmitProblem } from './submit.ts'

type Correction = { recordId: RecordId; reason: string; record: RecordDraft; draftId: string | null }

/**
 * Writes a new record that names the old one and says why. The old one is never touched. Only the newest of a chain can
 * be corrected; a volunteer corrects only what he wrote himself, and what is restricted only its author. Kind and subject stay what they were.
 */
export async function correctRecord(context: Context, correction: Correction): Promise<Result<TimelineEntry, SubmitProblem | 'ALREADY_CORRECTED' | 'NOT_AVAILABLE'>> {
  const { office, me } = atDesk(context)
  return serially(office, `correct ${correction.recordId}`, async () => {
    const old = await findRecord(context, correction.recordId)
    if (!old || old.record.kind === 'confirmation') return fail('NOT_AVAILABLE')
    if (!seesWholeFiles(context) && old.record.author.personId !== me.personId) return fail('NOT_AVAILABLE')
    if (isVeiled(context, old.record)) return fail('NOT_AVAILABLE')
    const { record: draft, draftId } = correction
    if (draft.kind !== old.record.kind) return fail('INVALID_INPUT', { field: 'kind', problem: '更正不能改变记录种类' })
    if (draft.subjectId !== old.record.subjectId) return fail('INVALID_INPUT', { field: 'subjectId', problem: '更正不能换成别的矫正对象' })
    const correctedBy = old.links.correctedBy.get(old.record.id)
    if (correctedBy && correctedBy !== draftId) return fail('ALREADY_CORRECTED')
    return submitRecord(context, { subject: old.subject, draft, draftId, corrects: { recordId: correction.recordId, reason: correction.reason } })
  })
}
