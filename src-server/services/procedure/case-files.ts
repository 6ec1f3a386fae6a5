import { caseFileOf } from '#shared/casework/case-file-of.ts'
import type { Surroundings } from '#shared/casework/procedure-kind.ts'
import { CorrectionGroup } from '#shared/domain/group.ts'
import { Procedure } from '#shared/domain/procedure.ts'
import { CorrectionRecord } from '#shared/domain/record.ts'
import { Subject } from '#shared/domain/subject.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { type CaseDocument, selectCases } from '../../db/views/cases.ts'
import { policyOf } from '../policy.ts'

/** One person's case as the county decides on it. */
export type CountyCase = { readonly around: Surroundings; readonly records: readonly CorrectionRecord[]; readonly procedures: readonly Procedure[]; readonly officeName: string }

/** The cases of these people, by subject. A document that this version cannot read is left out of the facts, never of the ledger. */
export async function casesOf(county: County, subjectIds: string[]): Promise<Map<string, CountyCase>> {
  const [documents, { policy, holidays }] = await Promise.all([selectCases(county.db, subjectIds), policyOf(county)])
  const on = localDateOf(toInstant(county.now()))
  const cases = new Map<string, CountyCase>()
  for (const held of documents.filter(({ collection }) => collection === 'subjects')) {
    const subject = Subject.safeParse(wire(held)).data
    if (!subject) continue
    const own = documents.filter(({ officeId, id, collection, document }) => officeId === held.officeId && (collection === 'groups' ? id === held.id : document['subjectId'] === held.id))
    const read = <T>(collection: CaseDocument['collection'], schema: { safeParse(value: unknown): { data?: T } }): T[] => own.filter((one) => one.collection === collection).flatMap((one) => schema.safeParse(wire(one)).data ?? [])
    const records = read('records', CorrectionRecord)
    const procedures = read('procedures', Procedure)
    const caseFile = caseFileOf({ subject, group: read('groups', CorrectionGroup)[0] ?? null, records, procedures, officeId: held.officeId })
    cases.set(subject.id, { around: { subject, caseFile, officeId: held.officeId, on, policy, holidays }, records, procedures, officeName: held.officeName })
  }
  return cases
}

function wire({ document, revision, receivedAt }: CaseDocument): Record<string, unknown> {
  return fromWire(document, { revision, receivedAt })
}
