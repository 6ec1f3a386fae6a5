import type { CorrectionRecord } from '../domain/record.ts'
import type { Subject } from '../domain/subject.ts'
import type { LocalDate } from '../kernel/time.ts'
import type { CaseFile } from '../rules/index.ts'
import { standingRecords } from './standing-records.ts'

/** The level of management on a day: as the last decision that is on record says; without one, as it was taken over. */
export function levelOf(subject: Pick<Subject, 'level'>, { facts }: Pick<CaseFile, 'facts'>, on: LocalDate): Subject['level'] {
  const decided = facts.flatMap((fact) => (fact.kind === 'levelChanged' && fact.on <= on ? [fact] : [])).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return decided.at(-1)?.level ?? subject.level
}

/** Whether somebody is a key subject: as the last record that puts him on the list or takes him off says; without one, as it was taken over. */
export function isKeySubject(subject: Pick<Subject, 'keySubject'>, records: readonly CorrectionRecord[]): boolean {
  const acts = standingRecords(records).flatMap(({ record }) => (record.kind === 'keySubject' && (record.values['act'] === 'LIST' || record.values['act'] === 'REMOVE') ? [record] : []))
  const last = acts.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1)).at(-1)
  return last ? last.values['act'] === 'LIST' : subject.keySubject
}
