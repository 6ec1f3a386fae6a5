import { idsIn } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { procedureKindLabels, ProcedureKind } from '#shared/domain/procedure.ts'
import { type CorrectionRecord, GeneralFacts, recordKindLabels } from '#shared/domain/record.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import { selectNamed } from '../../db/views/records.ts'
import type { Queryable } from '../../db/open-database.ts'

export type Name = { id: string; words: string }

/** What the ids in the answers of records of one office stand for, in words. */
export async function namesIn(db: Queryable, records: readonly CorrectionRecord[], officeId: string): Promise<Name[]> {
  const ids = records.flatMap((record) => {
    const form = findRecordKind(record.kind)
    return form && 'values' in record ? idsIn(form.fields, record.values) : []
  })
  // A fact of a procedure is named by the procedure's id with a mark behind it.
  const found = new Map((await selectNamed(db, [...new Set(ids.map((id) => id.slice(0, 26)))], officeId)).map(({ id, collection, document }) => [id, wordsOf(collection, document)]))
  return [...new Set(ids)].flatMap((id) => {
    const words = found.get(id.slice(0, 26))
    return words === undefined ? [] : [{ id, words }]
  })
}

function wordsOf(collection: string, document: WireDocument): string {
  if (collection === 'people') return String(document['name'])
  if (collection === 'procedures') return `${String(document['openedOn'])} ${procedureKindLabels[ProcedureKind.parse(document['kind'])]}`
  const general = GeneralFacts.pick({ kind: true, occurredAt: true, values: true }).strip().safeParse(document)
  const day = localDateOf(String(document['occurredAt']))
  if (!general.success) return `${day} ${document['kind'] === 'visit' ? recordKindLabels.visit : recordKindLabels.talk}`
  const line = findRecordKind(general.data.kind)?.summary(general.data.values) ?? ''
  return `${day} ${recordKindLabels[general.data.kind]}${line && `：${line}`}`
}
