import { sql } from 'kysely'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { ok } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import type { Context } from './caller.ts'

/** The county's ledger, newest first. */
export function ledger(county: County): SliceHandlers<ConsoleContract['ledger'], Context> {
  return {
    list: async (_context, { officeId, offset, limit }) => {
      const rows = await county.db
        .selectFrom('ledger').innerJoin('offices', 'offices.id', 'ledger.office_id')
        .select([
          'position', 'offices.name as officeName', 'device_id as deviceId', 'number', 'items', sql<number>`octet_length(body)`.as('bytes'),
          'ledger.created_at as createdAt', 'received_at as receivedAt', 'hash', 'receipt_hash as receiptHash',
        ])
        .$if(officeId !== null, (query) => query.where('office_id', '=', officeId))
        .orderBy('position', 'desc').limit(limit).offset(offset).execute()
      const { total } = await county.db
        .selectFrom('ledger').select((build) => build.fn.countAll<number>().as('total'))
        .$if(officeId !== null, (query) => query.where('office_id', '=', officeId))
        .executeTakeFirstOrThrow()
      return ok({ rows, total })
    },
  }
}
