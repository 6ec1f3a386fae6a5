import { sql, type Transaction } from 'kysely'
import { closeGroup } from '#shared/casework/hand-over-file.ts'
import { CorrectionGroup } from '#shared/domain/group.ts'
import { isSameJson } from '#shared/kernel/canonical.ts'
import type { Instant, LocalDate } from '#shared/kernel/time.ts'
import { WireDocument } from '#shared/sync/protocol.ts'
import { fromWire, toWire } from '#shared/sync/wire.ts'
import { type NewVersion, selectDocuments, storeVersions } from '../../db/documents.ts'
import { insertHandOver } from '../../db/hand-overs.ts'
import type { Tables } from '../../db/tables.ts'

export type Move = { subjectId: string; from: string; to: { id: string; name: string }; decisionId: string; effectiveOn: LocalDate; at: Instant; by: string; reason: string }

/**
 * Gives everything of a person to another office: file, group, family, records and procedures. Each document takes a new
 * place in the order of changes, so that no pull of the new office skips one, whatever its cursor. Both offices are
 * locked by the caller.
 */
export async function moveSubject(db: Transaction<Tables>, move: Move): Promise<void> {
  await storeVersions(db, await closed(db, move), { user: move.by })
  const { subjectId, from, to } = move
  const { rows } = await sql<{ collection: string; id: string }>`
    update documents set office_id = ${to.id}, change_xid = pg_current_xact_id(), change_sequence = nextval('change_sequence')
    where office_id = ${from} and (
      (collection in ('subjects', 'groups') and id = ${subjectId})
      or (collection in ('records', 'procedures') and document ->> 'subjectId' = ${subjectId})
      or (collection = 'people' and document ->> 'relativeOf' = ${subjectId}))
    returning collection, id`.execute(db)
  await sql`update conflicts set office_id = ${to.id} where office_id = ${from}
    and (collection, document_id) in (select * from unnest(${rows.map(({ collection }) => collection)}::text[], ${rows.map(({ id }) => id)}::text[]))`.execute(db)
  await insertHandOver(db, { ...move, to: to.id, documents: rows.length })
}

/** File and group as the new office takes them on: nobody of the old one is in charge or on a seat any more. */
async function closed(db: Transaction<Tables>, { subjectId, to, effectiveOn, at, by }: Move): Promise<NewVersion[]> {
  const held = await selectDocuments(db, [{ collection: 'subjects', id: subjectId }, { collection: 'groups', id: subjectId }])
  const edited = { editedAt: at, editedBy: `县局 ${by}`.slice(0, 40) }
  return held.flatMap((one): NewVersion[] => {
    const next = (document: WireDocument): NewVersion[] => [{ ...one, document: { ...document, ...edited }, revision: one.revision + 1, receivedAt: at }]
    if (one.collection === 'subjects') return one.document['responsibleOfficerId'] ? next({ ...one.document, responsibleOfficerId: null }) : []
    const group = CorrectionGroup.safeParse(fromWire(one.document, { revision: one.revision, receivedAt: at })).data
    // What this version cannot read goes along as it is.
    const without = group && WireDocument.parse(toWire(closeGroup(group, { on: effectiveOn, toOfficeName: to.name })))
    return without && !isSameJson(without, one.document) ? next(without) : []
  })
}
