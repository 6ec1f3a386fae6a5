// A stable face: scripts and tests outside rely on these names. Extend it, never rename.
export { checkGroup, type GroupFacts, type GroupSubject } from './groups/check-group.ts'
export { groupRules } from './groups/group-rules.ts'
export type { Known } from './groups/check-members.ts'
export { vacanciesOf, type Vacancy } from './groups/vacancies.ts'
export { seatDuties } from './groups/seat-duties.ts'
export { lastChangeOf, type Signature, signaturesOf } from './groups/signatures.ts'
export { Finding } from './finding.ts'
export { inForce, type Rule } from './rule.ts'

/** Every rule of the dossier: id, article, words, whether verified, since when, parameters, whether computed. */
export { ruleCatalogue } from './catalogue/rule-catalogue.ts'
export type { CatalogueRule } from './catalogue/catalogue-rule.ts'

/** What the law leaves open, as settings with defaults: `Policy.parse({})` is a whole pack. */
export { defaultPolicy, Delegation, Policy, type PolicyInput } from './policy.ts'

export { policyLabels, saySettings } from './policy-words.ts'

/** The case file: the subject and dated facts; its JSON Schema is printed by `rules schema`. */
export { CaseFile, type CaseFileInput, CaseSubject, Fact, type FactKind, type FactOf } from './case/case-file.ts'

/** The State Council's tables, and the working days they make. */
export { HolidayYear, holidayTable, type HolidayTable, isWorkingDay, missingYears, noHolidays } from './dates/holidays.ts'

/** `obligations(caseFile, on, policy, holidays)`: what is asked on a day and not done, earliest first. */
export { obligations } from './duties/obligations.ts'
export { type Actor, actorLabels, type Obligation } from './duties/obligation.ts'

/** `lateActs(caseFile, on, policy, holidays)`: what the county and other organs did after their day, and by how much. */
export { lateActs, type LateAct } from './duties/late-acts.ts'

/** `routeLeave(request, history, policy)`: office, county or city, with the sums of two months and the reasons. */
export { type LeaveRoute, type RouteReason, routeLeave } from './leave/route-leave.ts'
export { type Leave, type LeaveRequest, LeaveRequestFacts } from './leave/leave-request.ts'

/** `suggestSanction(caseFile, on, policy, holidays)`: proposals with clause and evidence; a person decides. */
export { suggestSanction } from './conduct/suggest-sanction.ts'
export { type Suggestion, type SuggestionKind, suggestionLabels } from './conduct/suggestion.ts'

/** `countersOf(caseFile, on, policy, holidays)`: admonitions, warnings, absent days, leave days, months served. */
export { type Counters, countersOf } from './conduct/counters.ts'

/** `checkCase(caseFile, on, policy, holidays)`: what was done against the rules, as findings. */
export { checkCase } from './case/check-case.ts'

/** T-01 to T-07: last days of terms, and what is wrong with their length. */
export { injunctionFindings, isRecordSealed, paroleTerm, probationTerm, surveillanceTerm, temporaryTerm, type Term } from './terms/terms.ts'
export { isMinorRegime } from './case/case-view.ts'

/** `evaluateCase(caseFile, on, holidays)`: all of the above over one file, as `rules evaluate` prints it. */
export { evaluateCase, type Evaluation } from './evaluate.ts'

/** `selfCheck({ obligations, findings, suggestions })`: S-02, what an inspection by the procuratorate would ask. */
export { selfCheck, type SelfCheck } from './self-check.ts'
