import { recordsFromOf } from '#shared/casework/case-file-of.ts'
import { dutyKey } from '#shared/casework/duty.ts'
import type { LocalDate } from '#shared/kernel/time.ts'
import { type Counters, evaluateCase, type Finding, type HolidayTable, type Obligation, type Policy, selfCheck, type SelfCheck, type Suggestion } from '#shared/rules/index.ts'
import type { OpenCase } from './case-shelf.ts'

/** What the rules say of a case on a day, excused duties left out. */
export type Evaluated = { readonly duties: readonly Obligation[]; readonly suggestions: readonly Suggestion[]; readonly findings: readonly Finding[]; readonly counters: Counters; /** S-02, as of the duties that are not excused; what lies before the file began is 旧档待补 and on paper. */ readonly selfCheck: readonly SelfCheck[] }
type With = { on: LocalDate; policy: Policy; holidays: HolidayTable }

const known = new WeakMap<OpenCase, { with: With; evaluated: Evaluated }>()

/** Evaluates a case once a day and policy; a case that changed is another object, so nothing stale is answered. */
export function evaluate(one: OpenCase, circumstances: With): Evaluated {
  const kept = known.get(one)
  if (kept && kept.with.on === circumstances.on && kept.with.policy === circumstances.policy && kept.with.holidays === circumstances.holidays) return kept.evaluated
  const said = evaluateCase({ ...one.caseFile, policy: circumstances.policy }, circumstances.on, circumstances.holidays)
  const duties = said.obligations.filter((duty) => !one.excused.has(dutyKey(duty)))
  const evaluated = {
    duties,
    suggestions: said.suggestions,
    findings: [...said.groupFindings, ...said.caseFindings],
    counters: said.counters,
    selfCheck: selfCheck({ obligations: duties.filter(({ nominalDueOn }) => nominalDueOn >= (recordsFromOf(one.subject) ?? '')), findings: said.caseFindings, suggestions: said.suggestions }),
  }
  known.set(one, { with: circumstances, evaluated })
  return evaluated
}
