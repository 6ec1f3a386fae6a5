import { lateLines, type LateLine } from '#shared/casework/late-acts.ts'
import type { LocalDate } from '#shared/kernel/time.ts'
import { lateActs } from '#shared/rules/index.ts'
import type { Office } from '../../host/office.ts'
import type { OpenCase } from './case-shelf.ts'
import { evaluate } from './evaluate-case.ts'
import { inForce } from './policy-pack.ts'

/** What the county and other organs did late in a case, or are late with, on a day. */
export async function lateIn(office: Office, one: OpenCase, on: LocalDate): Promise<LateLine[]> {
  const { policy, holidays } = await inForce(office)
  const { duties } = evaluate(one, { on, policy, holidays })
  return lateLines({ done: lateActs(one.caseFile, on, policy, holidays), duties, on, from: one.caseFile.subject.recordsFrom })
}
