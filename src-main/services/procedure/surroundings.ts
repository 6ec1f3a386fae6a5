import type { Surroundings } from '#shared/casework/procedure-kind.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import type { Office } from '../../host/office.ts'
import { casesOf } from '../duty/case-shelf.ts'
import { inForce, officeIdOf } from '../duty/policy-pack.ts'

/** The person's case with today, the county's policy and the holidays around it; null when there is no such person. */
export async function surroundingsOf(office: Office, subjectId: string): Promise<Surroundings | null> {
  const one = await casesOf(office).caseOf(subjectId)
  if (!one) return null
  const [{ policy, holidays }, officeId] = await Promise.all([inForce(office), officeIdOf(office)])
  return { subject: one.subject, caseFile: one.caseFile, officeId, on: localDateOf(office.now()), policy, holidays }
}
