import type { LocalDate } from '../kernel/time.ts'
import { daysBetween } from '../kernel/time.ts'
import { actorLabels, type LateAct, type Obligation } from '../rules/index.ts'
import type { Stage } from './life.ts'

/** What another organ did late, or has not been seen to do, in a stage of the case. */
export type LateLine = { readonly stage: Stage['id']; readonly ruleId: string; readonly whose: string; readonly text: string; readonly days: number; /** Null: nothing of it is on record. */ readonly doneOn: LocalDate | null; readonly basis: string }

const stages: Readonly<Record<string, Stage['id']>> = {
  'I-01': 'assessment', 'I-02': 'assessment', 'I-03': 'assessment', 'I-04': 'handover', 'I-05': 'handover', 'I-06': 'handover', 'I-07': 'reportIn', 'I-08': 'reportIn', 'I-09': 'reportIn',
  'I-11': 'intake', 'I-12': 'intake', 'I-13': 'intake', 'I-14': 'intake', 'I-15': 'intake',
}
const stageOf = (ruleId: string): Stage['id'] => stages[ruleId] ?? (ruleId.startsWith('D-') ? 'ending' : 'active')

/** Whether an act is neither this office's nor the person's: the county's, a court's, a prison's. */
export const isOthers = ({ actor }: Pick<Obligation, 'actor'>): boolean => actor !== 'OFFICE' && actor !== 'SUBJECT'

/** Late acts of others by stage: those that came late, then those that have not come. What fell due before `from` (a file taken over late) is not known. */
export function lateLines({ done, duties, on, from }: { done: readonly LateAct[]; duties: readonly Obligation[]; on: LocalDate; from: LocalDate | null }): LateLine[] {
  const missing = duties.filter((duty) => isOthers(duty) && duty.severity === 'overdue' && duty.nominalDueOn >= (from ?? ''))
  return [
    ...done.map((act): LateLine => ({ stage: stageOf(act.ruleId), ruleId: act.ruleId, whose: actorLabels[act.actor], text: act.action, days: act.days, doneOn: act.doneOn, basis: act.basis })),
    ...missing.map((duty): LateLine => ({ stage: stageOf(duty.ruleId), ruleId: duty.ruleId, whose: actorLabels[duty.actor], text: duty.action.replace(/（[^（）]*）$/, ''), days: daysBetween(duty.dueOn, on), doneOn: null, basis: duty.basis })),
  ]
}
