import { sql } from 'kysely'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { lockOffices } from '../../db/devices.ts'
import { insertHandOver } from '../../db/hand-overs.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { announceChange } from '../../db/ledger.ts'
import type { Queryable } from '../../db/open-database.ts'

export type OfficeMerge = { id: string; into: string; reason: string }

/**
 * Joins an office to another (并所): all its documents, devices and codes are that office's from then on. Its devices
 * bring what they had under the old name and are given everything of the new office. The office stays in the books.
 */
export async function mergeOffices(county: County, { id, into, reason }: OfficeMerge, by: string): Promise<Result<{ documents: number; devices: number }, 'NOT_AVAILABLE' | 'OFFICE_MERGED'>> {
  if (id === into) return fail('NOT_AVAILABLE')
  return inTransaction(county.db, async (transaction) => {
    await lockOffices(transaction, [id, into])
    const offices = await transaction.selectFrom('offices').select(['id', 'name', 'merged_into']).where('id', 'in', [id, into]).execute()
    if (offices.length !== 2) return fail('NOT_AVAILABLE')
    const gone = offices.find(({ merged_into }) => merged_into !== null)
    if (gone) return fail('OFFICE_MERGED', { office: gone.name })
    const at = toInstant(county.now())
    const { rows } = await sql<{ count: number }>`
      with moved as (update documents set office_id = ${into}, change_xid = pg_current_xact_id(), change_sequence = nextval('change_sequence') where office_id = ${id} returning 1)
      select count(*)::int as count from moved`.execute(transaction)
    const documents = rows[0]?.count ?? 0
    await transaction.updateTable('conflicts').set({ office_id: into }).where('office_id', '=', id).execute()
    await transaction.updateTable('enrolment_codes').set({ office_id: into }).where('office_id', '=', id).execute()
    const devices = await transaction.updateTable('devices').set({ office_id: into }).where('office_id', '=', id).returning('id').execute()
    await sql`update offices set merged_into = ${into} where id = ${id} or merged_into = ${id}`.execute(transaction)
    await insertHandOver(transaction, { subjectId: null, from: id, to: into, decisionId: null, effectiveOn: localDateOf(at), at, by, reason, documents })
    await announceChange(transaction)
    county.log('office.merged', { from: id, to: into, documents })
    return ok({ documents, devices: devices.length })
  })
}

/** Whether a device of `officeId` may still speak in the name of `claimed`: of its own office, or of one joined to it. */
export async function mayClaim(db: Queryable, claimed: string, officeId: string): Promise<boolean> {
  if (claimed === officeId) return true
  return (await db.selectFrom('offices').select('id').where('id', '=', claimed).where('merged_into', '=', officeId).executeTakeFirst()) !== undefined
}
