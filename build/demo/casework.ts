import { initialValues } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { Values } from '#shared/domain/values.ts'
import { addDays, instantOf, localDateOf, toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'
import type { Choice } from './random.ts'
import { workingHour } from './year.ts'

const day = 86_400_000
const hour = 3_600_000

/** Something the office does for a person beside visits and talks, at its time. */
export type Errand = { subjectId: Subject['id']; writtenAt: number; run(client: OfficeClient): Promise<void> }
type Who = { subject: Subject; group: CorrectionGroup | null }

/**
 * What the law asks beside visits and talks: the papers of the first weeks, contacts and reports of the last weeks, now
 * and then a leave. One in ten is left undone, so that 今日 has something to say.
 */
export function planErrands(choice: Choice, people: readonly Who[], span: { from: number; to: number }): Errand[] {
  return people
    .filter(({ subject }) => subject.intakeDate !== null)
    .flatMap((who) => [...arrival(choice, who, span), ...[...papers(choice, who, span), ...routine(choice, who, span.to), ...leave(choice, who, span.to)].filter(({ writtenAt }) => writtenAt > beginOf(who.subject) + day && writtenAt < span.to)])
    .sort((a, b) => a.writtenAt - b.writtenAt)
}

function beginOf({ intakeDate, termStart }: Subject): number {
  return toMilliseconds(instantOf(intakeDate && intakeDate > termStart ? intakeDate : termStart, '00:00'))
}

/** Whoever reports in while the office works with the program has his papers and his report on record that day. */
function arrival(choice: Choice, { subject }: Who, span: { from: number; to: number }): Errand[] {
  const { intakeDate } = subject
  const at = intakeDate ? toMilliseconds(instantOf(intakeDate, '09:00')) : 0
  if (!intakeDate || at < span.from || at > span.to) return []
  const papersIn: Values = { steps: ['NOTIFIED', 'RECEIVED', 'RECEIPT'], organ: subject.decisionOrganName, documentNo: subject.judgmentNo, effectiveOn: subject.termStart <= intakeDate ? subject.termStart : intakeDate, documents: ['JUDGMENT', 'EXECUTION', 'NOTICE'], complete: true, sentBy: 'ONLINE' }
  const checks: Values = { documentsChecked: true, identityVerified: true, identityNote: '身份证与人像一致', registered: true, fileOpened: true, residence: subject.residence, phone: subject.phone }
  return [record(subject, { kind: 'handover', values: papersIn, text: '', writtenAt: at }, choice), record(subject, { kind: 'reportIn', values: checks, text: '', writtenAt: at }, choice)]
}

function papers(choice: Choice, { subject, group }: Who, span: { from: number; to: number }): Errand[] {
  const from = Math.max(span.from + 15 * day, beginOf(subject))

  const members = (group?.members ?? []).map(({ name }) => ({ name, duty: '' }))
  const first: [GeneralKind, Values, string][] = [
    ['declaration', { host: '所长', guardianPresent: subject.minorRegime, guardianSigned: subject.minorRegime }, ''],
    ['letterSigned', { signed: members }, ''],
    ['plan', { basics: '家庭关系一般，有固定住处，务农兼打零工。', assessment: '综合评估为一般风险。', risk: 'MIDDLE', psychology: '情绪平稳。', supervision: '按管理等级走访、谈话，每月报告。', education: '每月学习法律知识一次。', help: '介绍就业信息。' }, ''],
    ['exitBan', { until: subject.termEnd }, ''],
  ]
  return first.filter(([kind]) => choice.chance(0.92) && (kind !== 'letterSigned' || members.length > 0)).map(([kind, values, text], at) => record(subject, { kind, values, text, writtenAt: from + (2 + at) * day + choice.below(8) * hour }, choice))
}

function routine(choice: Choice, { subject }: Who, to: number): Errand[] {
  const errands: Errand[] = []
  const every = { STRICT: 6, ORDINARY: 13, LENIENT: 26, BASIC: 26 }[subject.level]
  for (let back = choice.below(every); back < 32; back += every) if (choice.chance(0.93)) errands.push(record(subject, { kind: 'contact', values: { number: subject.phone }, text: '电话联络，近况平稳，在家务农。', writtenAt: to - back * day - hour }, choice))
  const report: Values = { form: 'BOTH', coversInjunction: subject.injunction !== '' }
  for (let back = choice.below(12); back < 32; back += subject.level === 'STRICT' ? 13 : 26) if (choice.chance(0.93)) errands.push(record(subject, { kind: 'report', values: report, text: '当面报告近期生活、工作和遵守规定的情况，书面报告一份。', writtenAt: to - back * day - 2 * hour }, choice))
  if (choice.chance(0.5)) errands.push(record(subject, { kind: 'education', values: { topic: '社区矫正法学习', minutes: 60, together: subject.minorRegime ? 'MINORS' : 'ADULTS' }, text: '集中学习，签到留存。', writtenAt: to - (5 + choice.below(20)) * day }, choice))
  if (choice.chance(0.92)) errands.push(record(subject, { kind: 'plan', values: { what: 'REVIEWED', risk: 'LOW', effect: '按方案执行，表现稳定。' }, text: '', writtenAt: to - (3 + choice.below(20)) * day }, choice))
  return errands
}

/** A leave of five days that the office has put down and sent to be decided, as no power is delegated to it. */
function leave(choice: Choice, { subject }: Who, to: number): Errand[] {
  if (!choice.chance(0.08)) return []
  const writtenAt = to - (1 + choice.below(3)) * day
  return [{
    subjectId: subject.id,
    writtenAt,
    async run(client) {
      const on = localDateOf(toInstant(writtenAt))
      const values = { reason: 'WORK', detail: '到外地结算工程款。', destinationCounty: '330106', destination: '杭州市西湖区某工地', from: addDays(on, 6), to: addDays(on, 6 + choice.below(14)), hasProof: true, urgentReason: '', transport: '火车', companion: '', phone: subject.phone }
      await must('外出申请', client.procedure.begin({ subjectId: subject.id, kind: 'leave', step: 'apply', on, values, attachments: [], draftId: null }))
    },
  }]
}

type Paper = { kind: GeneralKind; values: Values; text: string; writtenAt: number }

function record(subject: Subject, { kind, values, text, writtenAt: about }: Paper, choice: Choice): Errand {
  const writtenAt = workingHour(choice, about)
  return {
    subjectId: subject.id,
    writtenAt,
    async run(client) {
      const whole = { ...initialValues(findRecordKind(kind)?.fields ?? {}), ...values }
      await must(`登记${findRecordKind(kind)?.label ?? kind}`, client.record.log({ record: { kind, subjectId: subject.id, occurredAt: toInstant(writtenAt - 20 * 60_000), place: '司法所', text, participants: [], attachments: [], values: whole }, draftId: null }))
    },
  }
}
