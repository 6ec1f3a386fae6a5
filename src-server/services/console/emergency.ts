import { z } from 'zod'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { maskName } from '#shared/domain/mask-name.ts'
import { CorrectionRecord } from '#shared/domain/record.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { Instant } from '#shared/kernel/time.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { selectReported } from '../../db/views/emergency.ts'
import { type Context, userOf } from './caller.ts'
import { review } from './review.ts'

const Until = z.object({ until: Instant })

/** What the offices report of emergency looks and bulk reading; acknowledged by the county's word on the record, which goes back to the office. */
export function emergencies(county: County): SliceHandlers<ConsoleContract['emergency'], Context> {
  return {
    list: async (_context, asked) =>
      ok((await selectReported(county.db, asked)).flatMap((row) => {
        const record = CorrectionRecord.safeParse(fromWire(row.document, row)).data
        if (record?.kind !== 'emergencyLook' && record?.kind !== 'accessAlert') return []
        const acknowledged = record.review?.state === 'APPROVED'
        return [{
          id: record.id, at: record.occurredAt, by: record.author.name, about: maskName(row.subjectName ?? ''), subjectId: row.subjectName === null ? null : record.subjectId, kind: record.kind, words: findRecordKind(record.kind)?.summary(record.values) ?? '',
          until: Until.safeParse(record.values).data?.until ?? null, acknowledged, officeId: row.officeId, officeName: row.officeName, acknowledgedBy: acknowledged ? (record.review?.by ?? '') : '',
        }]
      })),
    async acknowledge(context, { id, comment }) {
      const known = (await selectReported(county.db, { open: true, limit: 500 })).some((row) => row.id === id)
      if (!known) return fail('NOT_AVAILABLE')
      await review(county, { ids: [id], state: 'APPROVED', comment }, userOf(context))
      return ok({})
    },
  }
}
