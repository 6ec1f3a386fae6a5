import { z } from 'zod'
import { type CorrectionRecord, type RecordDraft, Attachment, Finding, MetWith, TalkFacts, VisitFacts } from '#shared/domain/record.ts'
import { Values } from '#shared/domain/values.ts'
import { PersonId, RecordId } from '#shared/kernel/ids.ts'
import { type Instant, instantOf, localDateOf, localTimeOf } from '#shared/kernel/time.ts'

/** The two kinds with a sheet of their own, which are also the volunteers'. */
export type WrittenKind = 'visit' | 'talk'
/** Every kind that somebody writes; all but the two above are drawn from their fields. */
export type FormKind = RecordDraft['kind']
export type FactsToSend = z.input<typeof RecordDraft>

/** What stands in the form of a record. It is also what a draft keeps, so it is plain JSON. */
export const RecordForm = z.strictObject({
  /** The record that this one will correct; null for a new record. */
  corrects: RecordId.nullable(),
  correctionReason: z.string(),
  date: z.string(),
  time: z.string(),
  place: z.string(),
  text: z.string(),
  /** `now`: confirms by his password after the submission; `later`: some other time; `named`: has no log-in and cannot. */
  companions: z.array(z.strictObject({ personId: PersonId, name: z.string(), hand: z.enum(['now', 'later', 'named']) })),
  attachments: z.array(Attachment),
  visit: z.strictObject({
    visitType: VisitFacts.shape.visitType,
    reason: VisitFacts.shape.reason,
    met: z.array(z.strictObject({ who: MetWith, name: z.string() })),
    findings: z.array(Finding),
    nextVisitOn: z.string(),
  }),
  talk: z.strictObject({ purpose: TalkFacts.shape.purpose, endTime: z.string() }),
  /** The answers of a kind that is drawn from its fields; empty for visits and talks, and in drafts of older programs. */
  values: Values.default({}),
})
export type RecordForm = z.output<typeof RecordForm>

/** A fresh form: now, at the residence, nothing claimed that nobody has said. */
export function emptyForm(start: { now: Instant; residence: string; isFirst: boolean }): RecordForm {
  return {
    corrects: null,
    correctionReason: '',
    date: localDateOf(start.now),
    time: localTimeOf(start.now),
    place: start.residence.slice(0, 120),
    text: '',
    companions: [],
    attachments: [],
    visit: { visitType: 'ONSITE', reason: start.isFirst ? 'FIRST' : 'ROUTINE', met: [], findings: [], nextVisitOn: '' },
    talk: { purpose: start.isFirst ? 'FIRST' : 'PERIODIC', endTime: '' },
    values: {},
  }
}

/** The form of a correction: all that the old record says, still to be changed, and the old record's id. */
export function formOfRecord(record: CorrectionRecord, now: Instant): RecordForm {
  const empty = emptyForm({ now, residence: '', isFirst: false })
  if (record.kind === 'confirmation') return empty
  const common: RecordForm = {
    ...empty,
    corrects: record.id,
    date: localDateOf(record.occurredAt),
    time: localTimeOf(record.occurredAt),
    place: record.place,
    text: record.text,
    companions: record.participants.map(({ personId, name }) => ({ personId, name, hand: 'later' })),
    attachments: record.attachments.map((attachment) => ({ ...attachment })),
  }
  if ('values' in record) return { ...common, values: { ...record.values } }
  if (record.kind === 'talk')
    return { ...common, talk: { purpose: record.purpose, endTime: record.endedAt ? localTimeOf(record.endedAt) : '' } }
  return {
    ...common,
    visit: {
      visitType: record.visitType,
      reason: record.reason,
      met: record.met.map(({ who, name }) => ({ who, name })),
      findings: record.findings.map((finding) => ({ ...finding })),
      nextVisitOn: record.nextVisitOn ?? '',
    },
  }
}

/** The facts that are sent. Only for a form in which problemsOf() finds nothing: it throws on a date that does not exist. */
export function factsOf(form: RecordForm, kind: FormKind, subjectId: string): FactsToSend {
  const common = {
    subjectId,
    occurredAt: instantOf(form.date, form.time),
    place: form.place.trim(),
    text: form.text.trim(),
    participants: form.companions.map(({ personId, name }) => ({ personId, name })),
    attachments: form.attachments.map((attachment) => ({ ...attachment })),
  }
  if (kind === 'talk')
    return { kind, ...common, purpose: form.talk.purpose, endedAt: form.talk.endTime ? instantOf(form.date, form.talk.endTime) : null }
  if (kind !== 'visit') return { kind, ...common, values: { ...form.values } }
  const { visitType, reason, met, findings, nextVisitOn } = form.visit
  return {
    kind,
    ...common,
    visitType,
    reason,
    met: met.map(({ who, name }) => ({ who, name: name.trim() })),
    findings: findings.map(({ topic, grade, text }) => ({ topic, grade, text: text.trim() })),
    nextVisitOn: nextVisitOn || null,
  }
}
