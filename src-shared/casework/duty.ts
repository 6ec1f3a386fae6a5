import type { Obligation } from '../rules/index.ts'
import type { CorrectionRecord } from '../domain/record.ts'

/** Names one duty of one person for good: the rule, its day and what is to be done. */
export function dutyKey({ ruleId, nominalDueOn, action }: Pick<Obligation, 'ruleId' | 'nominalDueOn' | 'action'>): string {
  return `${ruleId}|${nominalDueOn}|${action}`.slice(0, 300)
}

/** The duties that a standing 不适用说明 has answered. */
export function excusedDuties(records: readonly CorrectionRecord[]): Set<string> {
  const replaced = new Set(records.flatMap(({ corrects }) => (corrects ? [String(corrects.recordId)] : [])))
  return new Set(records.flatMap((record) => (record.kind === 'notApplicable' && !replaced.has(record.id) && typeof record.values['duty'] === 'string' ? [record.values['duty']] : [])))
}

/** Where 去办 leads: the form or page on which a duty is met. */
export type GoTo =
  | { readonly to: 'record'; readonly kind: string; readonly values: Readonly<Record<string, string>> }
  | { readonly to: 'procedure'; readonly kind: string; /** Names the procedure or one of its steps, if one is under way. */ readonly about: string }
  | { readonly to: 'group' }
  | { readonly to: 'file' }

type Choice = (duty: Obligation) => GoTo
const record = (kind: string, values: (duty: Obligation) => Record<string, string> = () => ({})): Choice => (duty) => ({ to: 'record', kind, values: values(duty) })
const procedure = (kind: string): Choice => (duty) => ({ to: 'procedure', kind, about: duty.evidence[0] ?? '' })
const evidenceAs = (name: string) => ({ evidence }: Obligation): Record<string, string> => (evidence[0] ? { [name]: evidence[0] } : {})
const notice: Choice = record('notice', evidenceAs('about'))
const group: Choice = () => ({ to: 'group' })

const frequency: Readonly<Record<string, Choice>> = {
  通信联络: record('contact'), 到司法所当面报告: record('report', () => ({ form: 'FACE' })), 提交书面报告: record('report', () => ({ form: 'WRITTEN' })), 走访: record('visit'), 个别谈话教育: record('talk'),
}

const places: Readonly<Record<string, Choice>> = {
  'I-01': procedure('assessment'), 'I-02': procedure('assessment'), 'I-03': notice, 'I-04': record('handover'), 'I-05': record('handover'), 'I-06': record('handover'), 'I-07': record('reportIn'), 'I-08': record('reportIn'), 'I-09': record('reportIn'),
  'I-11': (duty) => (duty.action.includes('责任书') ? record('letterSigned')(duty) : group(duty)), 'I-12': record('declaration'), 'I-13': record('plan'), 'I-15': record('exitBan'),
  'G-06': group, 'G-09': group, 'P-01': (duty) => (frequency[duty.action] ?? record('contact'))(duty), 'P-03': record('report', () => ({ form: 'WRITTEN' })), 'P-04': record('bodyReport'), 'P-05': record('medical'), 'P-06': notice, 'P-07': procedure('commit'),
  'T-04': record('conditionChange'), 'T-05': notice, 'L-02': notice, 'L-06': notice, 'L-07': record('contact', evidenceAs('leaveId')), 'L-08': procedure('leave'), 'L-10': procedure('recurringTravel'),
  'V-03': notice, 'E-02': procedure('positioning'), 'E-05': notice, 'C-00': procedure('appraisal'), 'C-04': procedure('revokeProbation'), 'C-05': procedure('revokeParole'), 'C-06': procedure('commit'), 'C-07': procedure('revokeProbation'), 'C-08': procedure('arrest'),
  'C-09': (duty) => (duty.action.includes('查找：') ? record('search')(duty) : duty.action.includes('脱离监管满') ? record('found')(duty) : notice(duty)),
  'C-10': record('detention'), 'C-12': procedure('admonition'), 'C-13': notice, 'C-14': notice, 'S-01': procedure('opinion'), 'H-04': procedure('complaint'),
  'L-09': notice, 'V-04': notice, 'P-02': record('visit'), 'P-08': record('medical'), 'M-11': procedure('officeChange'), 'C-11': procedure('commutation'), 'D-06': procedure('termination'), 'Y-04': record('assistance', () => ({ type: 'SCHOOL' })), 'Y-05': notice, 'H-01': record('education'),
  'D-01': (duty) => (duty.actor === 'SUBJECT' ? record('summary')(duty) : procedure('discharge')(duty)), 'D-02': procedure('discharge'), 'D-03': (duty) => (duty.action.includes('通知') ? notice(duty) : procedure('discharge')(duty)), 'D-04': procedure('discharge'), 'D-05': procedure('discharge'),
}

/** The place where this duty is met. What is not named of M-01 to M-10 all belong to the change of the place of execution. */
export function goToOf(duty: Obligation): GoTo {
  if (duty.ruleId.startsWith('M-') && !places[duty.ruleId]) return procedure('placeChange')(duty)
  return (places[duty.ruleId] ?? ((): GoTo => ({ to: 'file' })))(duty)
}

