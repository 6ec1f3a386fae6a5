import { pathLabel } from '#shared/casework/path-words.ts'
import type { ConflictRow as Row } from '#shared/contract/county-conflict.ts'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import { ProcedureKind, procedureKindLabels } from '#shared/domain/procedure.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { valueAt } from '#shared/sync/paths.ts'
import type { z } from 'zod'
import type { HeldConflict } from '../../db/conflicts.ts'

const collectionLabels: Record<SyncedCollection, string> = { subjects: '对象档案', people: '名册', groups: '矫正小组', records: '记录', procedures: '审批' }

/** A conflict as the list shows it. */
export function conflictRow(found: HeldConflict): z.input<typeof Row> {
  const { deviceId, number, place, collection, documentId, officeId, officeName, device, at, state, decidedBy, sent, document, fields } = found
  const subjectId = collection === 'subjects' || collection === 'groups' ? documentId : collection === 'procedures' ? document['subjectId'] : null
  const what = collection === 'procedures' ? procedureKindLabels[ProcedureKind.parse(document['kind'])] : collectionLabels[collection]
  return {
    id: `${deviceId}-${number}-${place}`, state, collection, documentId, subjectId: SubjectId.safeParse(subjectId).data ?? null, title: [what, found.subjectName || text(document['name'])].filter(Boolean).join(' · '),
    officeId, officeName, labels: fields.map((path) => pathLabel(path, [valueAt(collection, sent, path), valueAt(collection, document, path)])), sentBy: text(sent['editedBy']), device, at, decidedBy,
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
