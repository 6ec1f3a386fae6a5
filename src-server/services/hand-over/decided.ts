import type { ProcedureSheet } from '#shared/contract/procedure.ts'
import type { Values } from '#shared/domain/values.ts'
import { fail, type Result } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { carryOutHandOvers } from './carry-out.ts'

/** A decision that names an office of which the county knows nothing would never be carried out: refused; null where there is nothing to say. */
export async function unknownOffice(county: County, { toOfficeId }: Values): Promise<Result<never, 'INVALID_INPUT'> | null> {
  if (typeof toOfficeId !== 'string' || !/^\d{9}$/.test(toOfficeId)) return null
  const office = await county.db.selectFrom('offices').select('merged_into').where('id', '=', toOfficeId).executeTakeFirst()
  if (office?.merged_into) return fail('INVALID_INPUT', { field: 'toOfficeId', problem: `这个司法所已并入 ${office.merged_into}，请填并入后的司法所编码` })
  return office ? null : fail('INVALID_INPUT', { field: 'toOfficeId', problem: '这个编码的司法所不在本县的名单上，请核对' })
}

/** Carries out at once a change of office that takes effect today. */
export async function afterStep<A extends { ok: true; value: ProcedureSheet } | { ok: false }>(county: County, answer: A): Promise<A> {
  if (answer.ok && answer.value.procedure.kind === 'officeChange') await carryOutHandOvers(county)
  return answer
}
