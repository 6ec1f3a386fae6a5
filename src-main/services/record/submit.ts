import { decideRecord } from '#shared/casework/decide-record.ts'
import { isBehindReportIn, missingAtReportIn } from '#shared/casework/life.ts'
import { neverSent } from '#shared/domain/document.ts'
import { CorrectionRecord, recordKindLabels, type RecordDraft } from '#shared/domain/record.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { TimelineEntry } from '#shared/contract/subject.ts'
import { canonicalJson, type Json } from '#shared/kernel/canonical.ts'
import { RecordId } from '#shared/kernel/ids.ts'
import { fail, ok, type Refusal, type Result } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { casesOf } from '../duty/case-shelf.ts'
import { serially } from '../serially.ts'
import { bindFiles, resolveAttachments } from './attachments.ts'
import { tellChanged, toTimelineEntry } from './entries.ts'
import { policyOf } from './policy.ts'
import { resolveParticipants } from './participants.ts'
import { shelfOf } from './shelf.ts'

export type SubmitProblem = 'SUBJECT_CLOSED' | 'RECORD_IN_FUTURE' | 'RECORD_BEFORE_TERM' | 'NOTHING_RECORDED' | 'ALREADY_LOGGED' | 'INVALID_INPUT' | 'INTAKE_NOT_DONE'
/** `subject` is null for a record about the office itself. */
type Submission = { subject: Subject | null; draft: RecordDraft; draftId: string | null; corrects: CorrectionRecord['corrects'] }

/**
 * Makes a fact of a form. The record takes the draft's own id, so a second submission of the same draft, after a lost
 * answer or a kill between storing and clearing up, finds the first instead of making another.
 */
export async function submitRecord(context: Context, asked: Submission): Promise<Result<TimelineEntry, SubmitProblem>> {
  const { office, me } = atDesk(context)
  return serially(office, `submit ${asked.draftId ?? asked.draft.subjectId}`, async () => {
    const draft = asked.draftId ? await office.data.drafts.findOne(asked.draftId).exec() : null
    // A draft of somebody else, or of another form, lends neither its id nor its place.
    const isOfThisForm = draft?.personId === me.personId && draft.kind === asked.draft.kind && draft.subjectId === asked.draft.subjectId
    const submission = draft && !isOfThisForm ? { ...asked, draftId: null } : asked
    const known = submission.draftId ? await findSubmitted(context, submission.draftId) : null
    const answer = known ? answerAgain(known, submission) : await storeNew(context, submission)
    if (!answer.ok) return answer
    const record = answer.value
    // Only after the record is on disk: a draft too many is a nuisance, a draft too few is a lost visit.
    if (draft && submission.draftId) await draft.incrementalRemove()
    if (!known) tellChanged(office, { subjectId: record.subjectId, recordId: record.id })
    return ok(toTimelineEntry(context, await shelfOf(office).linksOf(record.subjectId), record))
  })
}

async function storeNew(context: Context, { subject, draft, draftId, corrects }: Submission): Promise<Result<CorrectionRecord, SubmitProblem>> {
  const { office, me } = atDesk(context)
  const now = office.now()
  const decided = decideRecord({ subject, draft, now, lateAfterHours: (await policyOf(office)).lateAfterHours })
  if (!decided.ok) return decided
  const shut = subject && !corrects ? await shutGate(office, subject, draft.kind) : null
  if (shut) return shut
  const participants = await resolveParticipants(context, draft.participants)
  if (!participants.ok) return participants
  const attachments = await resolveAttachments(context, { attachments: draft.attachments, subjectId: draft.subjectId, correctsId: corrects?.recordId ?? null })
  if (!attachments.ok) return attachments
  const record = CorrectionRecord.parse({
    ...draft,
    participants: participants.value,
    attachments: attachments.value,
    id: await freshId(context, draftId),
    recordedAt: now,
    author: { personId: me.personId, name: me.name, role: me.role },
    deviceId: office.deviceId,
    corrects,
    late: decided.value.late,
    clockDoubt: office.clockDoubt().slice(0, 200),
    review: null,
    ...neverSent,
  })
  await bindFiles(office, attachments.value, draft.subjectId)
  await office.data.records.insert(record)
  return ok(record)
}

/** I-09: what comes after reporting in waits for it. */
async function shutGate(office: Office, subject: Subject, kind: RecordDraft['kind']): Promise<Refusal<'INTAKE_NOT_DONE'> | null> {
  if (!isBehindReportIn(kind)) return null
  const one = await casesOf(office).caseOf(subject.id)
  const missing = one ? missingAtReportIn(one.subject, one.caseFile, localDateOf(office.now())) : []
  return missing.length > 0 ? fail('INTAKE_NOT_DONE', { what: recordKindLabels[kind], missing: missing.map(({ text }) => text).join('、') }) : null
}

/** The record that was made of this draft by this caller; null when none was. */
async function findSubmitted(context: Context, draftId: string): Promise<CorrectionRecord | null> {
  const { office, me } = atDesk(context)
  const record = (await office.data.records.findOne(draftId).exec())?.toMutableJSON()
  return record?.author.personId === me.personId ? record : null
}

// The same form again is the same fact. A form that was changed since is told so: silence would lose the change, and a
// second record would count one visit twice.
function answerAgain(known: CorrectionRecord, { draft, corrects }: Submission): Result<CorrectionRecord, 'ALREADY_LOGGED'> {
  if (known.kind === 'confirmation' || known.corrects?.recordId !== corrects?.recordId) return fail('ALREADY_LOGGED')
  const stored: RecordDraft = { ...known }
  return sameFacts(stored, draft) ? ok(known) : fail('ALREADY_LOGGED')
}

function sameFacts(stored: RecordDraft, draft: RecordDraft): boolean {
  return textOf(stored) === textOf(draft)
}

function textOf(draft: RecordDraft): string {
  const common = [draft.kind, draft.subjectId, draft.occurredAt, draft.place, draft.text, draft.participants.map(({ personId }) => personId), draft.attachments.map(({ fileId }) => fileId)]
  return canonicalJson([...common, ...ownOf(draft)])
}

function ownOf(draft: RecordDraft): Json[] {
  if (draft.kind === 'visit') return [draft.visitType, draft.reason, draft.met, draft.findings, draft.nextVisitOn]
  return draft.kind === 'talk' ? [draft.endedAt, draft.purpose] : [draft.values]
}

async function freshId(context: Context, draftId: string | null): Promise<RecordId> {
  const { office } = atDesk(context)
  const wanted = RecordId.safeParse(draftId)
  if (!wanted.success || (await office.data.records.findOne(wanted.data).exec())) return office.newId(RecordId)
  return wanted.data
}
