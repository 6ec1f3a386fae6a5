import { z } from 'zod'
import { factLinesOf } from '#shared/casework/fact-lines.ts'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { LegalBasis, legalBasisLabels } from '#shared/contract/sealed.ts'
import { Procedure } from '#shared/domain/procedure.ts'
import { CorrectionRecord } from '#shared/domain/record.ts'
import { Subject } from '#shared/domain/subject.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { selectOfficeLooks, selectSealedCase } from '../../db/views/sealed.ts'
import type { Context } from './caller.ts'

const Written = z.object({ basis: z.string(), documentNo: z.string(), unit: z.string() })

/** Sealed files: the intent of each look is in the audit before it gets here (audited.ts). */
export function sealedFiles(county: County): SliceHandlers<ConsoleContract['sealed'], Context> {
  return {
    async look(_context, { name, idNo, minutes }) {
      const held = await selectSealedCase(county.db, { name: name.trim(), idNo: idNo.trim().toUpperCase() })
      const read = <T>(collection: string, schema: { safeParse(value: unknown): { data?: T } }): T[] => held.filter((one) => one.collection === collection).flatMap((one) => schema.safeParse(fromWire(one.document, one)).data ?? [])
      const [subject] = read('subjects', Subject)
      if (!subject) return fail('NOT_AVAILABLE')
      return ok({ subject, officeName: held.find(({ id }) => id === subject.id)?.officeName ?? '', until: toInstant(county.now() + minutes * 60_000), facts: factLinesOf(read('records', CorrectionRecord), read('procedures', Procedure)) })
    },
    async looks(_context, { limit }) {
      const offices = (await selectOfficeLooks(county.db, limit)).map(({ at, officeName, by, values }) => ({ at, where: officeName, by, ...(Written.safeParse(values).data ?? { basis: '', documentNo: '', unit: '' }) }))
      const own = await county.db.selectFrom('county_audit').select(['at', 'actor', 'purpose']).where('operation', '=', 'sealed.look').where('outcome', '=', 'intent').orderBy('sequence', 'desc').limit(limit).execute()
      const here = own.map(({ at, actor, purpose }) => {
        const [basis = '', documentNo = '', unit = ''] = purpose.split('\n')
        return { at, where: '县局', by: actor, basis: legalBasisLabels[LegalBasis.safeParse(basis).data ?? 'CASE'], documentNo, unit }
      })
      return ok([...offices, ...here].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit))
    },
  }
}
