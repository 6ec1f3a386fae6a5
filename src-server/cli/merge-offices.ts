import { fail } from '#shared/kernel/result.ts'
import type { County } from '../county.ts'
import { appendAudit } from '../db/audit.ts'
import { mergeOffices, type OfficeMerge } from '../services/hand-over/merge-offices.ts'

/** Joins an office to another from the command line; written into the audit first, as at the console. */
export async function mergeFromCommandLine(county: County, { code, into, reason }: { code: string; into: string; reason: string }) {
  await appendAudit(county, { actor: 'command line', role: 'countyAdministrator', operation: 'handOver.merge', object: code, purpose: reason, outcome: 'intent' })
  const merge: OfficeMerge = { id: code, into, reason }
  const made = await mergeOffices(county, merge, '命令行')
  if (made.ok || made.error.code !== 'NOT_AVAILABLE') return made
  const offices = await county.db.selectFrom('offices').select(['id', 'name']).where('merged_into', 'is', null).orderBy('id').limit(12).execute()
  return fail('OFFICE_UNKNOWN', { code: `${code}、${into}`, known: offices.map(({ id, name }) => `${id} ${name}`).join('、') })
}
