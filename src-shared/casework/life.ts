import { type LocalDate } from '../kernel/time.ts'
import type { Procedure } from '../domain/procedure.ts'
import { isOpen, type Subject } from '../domain/subject.ts'
import type { CaseFile, Fact, FactKind } from '../rules/index.ts'

/** One stage in the life of a case: when it was passed, or what is missing and whose act that is. */
export type Stage = {
  readonly id: 'assessment' | 'handover' | 'reportIn' | 'intake' | 'active' | 'ending'
  readonly label: string
  readonly state: 'done' | 'now' | 'ahead' | 'unknown'
  readonly on: LocalDate | null
  readonly missing: readonly Missing[]
}
/** What a gate still waits for. `write`: the kind of record that answers it; empty where it is done elsewhere. */
export type Missing = { readonly text: string; readonly whose: string; readonly write: string }

type Around = { subject: Subject; caseFile: CaseFile; procedures: readonly Procedure[]; on: LocalDate }

/** The stages of a case on a day, by its facts alone. What was done before the file was taken over here is unknown, never missing. */
export function lifeOf({ subject, caseFile, on }: Around): Stage[] {
  const facts = caseFile.facts.filter((fact) => fact.on <= on)
  const first = <Kind extends FactKind>(kind: Kind) => facts.find((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind)
  const takenOver = caseFile.subject.recordsFrom !== null
  const reported = first('reportedIn')
  const [received, declared, letter, plan] = [facts.findLast((fact) => fact.kind === 'documentsReceived'), first('intakeDeclared'), first('responsibilityLetterSigned'), first('planMade')]
  const assessed = first('assessmentSubmitted')
  const ended = facts.findLast(({ kind }) => kind === 'certificateIssued' || kind === 'closed' || kind === 'death')
  const checks = takenOver ? [] : missingAtReportIn(subject, caseFile, on)
  const intake = takenOver ? [] : [
    ...(caseFile.group ? [] : [lack('建立矫正小组', '司法所', '')]), ...(letter ? [] : [lack('签订责任书', '司法所', 'letterSigned')]),
    ...(declared ? [] : [lack('入矫宣告', '司法所', 'declaration')]), ...(plan ? [] : [lack('制定矫正方案', '司法所', 'plan')]),
  ]
  const stages: Omit<Stage, 'state'>[] = [
    { id: 'assessment', label: '调查评估', on: assessed?.on ?? null, missing: [] },
    { id: 'handover', label: '文书交接', on: received?.on ?? null, missing: received || takenOver ? (received?.complete === false ? [lack('补齐法律文书', '决定机关', 'handover')] : []) : [lack('收到法律文书', '决定机关', 'handover')] },
    { id: 'reportIn', label: '报到登记', on: reported?.on ?? null, missing: checks },
    { id: 'intake', label: '入矫', on: declared?.on ?? null, missing: intake },
    { id: 'active', label: '在矫', on: intake.length === 0 && checks.length === 0 ? (declared?.on ?? subject.intakeDate) : null, missing: [] },
    { id: 'ending', label: endingLabel(subject), on: ended?.on ?? null, missing: isOpen(subject) && on > subject.termEnd ? [lack('期满，尚未解除', '县级社区矫正机构', '')] : [] },
  ]
  const reached = isOpen(subject) ? stages.findIndex(({ id, missing, on: passed }) => id !== 'assessment' && (id === 'active' || (missing.length > 0 && (id !== 'handover' || passed === null && !reported)) || (id === 'reportIn' && !reported && !takenOver))) : stages.length - 1
  return stages.map((stage, at): Stage => ({ ...stage, state: at === reached ? (isOpen(subject) ? 'now' : 'done') : at > reached ? 'ahead' : stage.on !== null && stage.missing.length === 0 ? 'done' : stage.missing.length > 0 ? 'now' : 'unknown' }))
}

/** I-09: what of reporting in is still to be done; [] when the gate is passed, or was before this file began. */
export function missingAtReportIn(subject: Pick<Subject, 'id' | 'state'>, { facts, subject: { recordsFrom } }: Pick<CaseFile, 'facts' | 'subject'>, on: LocalDate): Missing[] {
  const reported = facts.find((fact): fact is Extract<Fact, { kind: 'reportedIn' }> => fact.kind === 'reportedIn' && fact.on <= on)
  if (recordsFrom !== null || reported?.id === subject.id || (!reported && subject.state !== 'PENDING_REPORT')) return []
  if (!reported) return [lack('本人报到', '社区矫正对象', 'reportIn')]
  return [
    ...(reported.documentsChecked ? [] : [lack('核对法律文书', '县级社区矫正机构', 'reportIn')]), ...(reported.identityVerified ? [] : [lack('核实身份', '县级社区矫正机构', 'reportIn')]),
    ...(reported.registered ? [] : [lack('办理接收登记', '县级社区矫正机构', 'reportIn')]), ...(reported.fileOpened ? [] : [lack('建立档案', '县级社区矫正机构', 'reportIn')]),
  ]
}

/** Records and procedures that nobody opens before the gate of I-09. */
const behindReportIn: readonly string[] = ['declaration', 'levelChange', 'education', 'activity', 'creditScore', 'summary', 'leave', 'recurringTravel', 'visitor', 'placeEntry', 'appraisal', 'commendation', 'discharge']
export const isBehindReportIn = (kind: string): boolean => behindReportIn.includes(kind)

/** Why this waits for the gate of I-09, in a sentence; empty when it does not. */
export function waitsForReportIn(kind: string, { subject, caseFile, on }: Pick<Around, 'subject' | 'caseFile' | 'on'>): string {
  const missing = isBehindReportIn(kind) ? missingAtReportIn(subject, caseFile, on) : []
  return missing.length === 0 ? '' : `报到时要做的事还没有做完（${missing.map(({ text }) => text).join('、')}），请先把“报到登记”补齐`
}

function endingLabel({ state }: Pick<Subject, 'state'>): string {
  return state === 'TERMINATED' ? '终止' : state === 'TRANSFER_OUT' ? '转出' : '解除'
}

const lack = (text: string, whose: string, write: string): Missing => ({ text, whose, write })
