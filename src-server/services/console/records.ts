import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { findRecord, selectHistory, selectRecords } from '../../db/views/records.ts'
import { type Context, userOf } from './caller.ts'
import { exportVisits } from './export-visits.ts'
import { namesIn } from './names.ts'
import { review } from './review.ts'
import { selectReviewFigures } from '../../db/views/review.ts'
import { toVisitRow } from './visit-row.ts'

/** What the offices wrote down, and the county's word on it. */
export function records(county: County): SliceHandlers<ConsoleContract['record'], Context> {
  return {
    list: async (_context, { filter, offset, limit }) => {
      const { rows, total } = await selectRecords(county.db, filter, { offset, limit })
      return ok({ rows: rows.map(toVisitRow), total })
    },
    get: async (_context, { id }) => {
      const found = await findRecord(county.db, id)
      if (!found) return fail('NOT_AVAILABLE')
      const row = toVisitRow(found)
      return ok({ row, ...(await selectHistory(county.db, id)), corrects: row.record.corrects?.recordId ?? null, names: await namesIn(county.db, [row.record], row.officeId) })
    },
    review: async (context, input) => ok({ reviewed: await review(county, input, userOf(context)) }),
    figures: async (_context, { officeId }) => ok(await selectReviewFigures(county.db, officeId)),
    export: async (context, input) => exportVisits(county, input, userOf(context)),
  }
}
