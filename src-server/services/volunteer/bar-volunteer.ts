import { refusalForVolunteer } from '#shared/authz/volunteer-writes.ts'
import { CorrectionGroup } from '#shared/domain/group.ts'
import { neverSent } from '#shared/domain/document.ts'
import { subjectOf } from '#shared/sync/hand-over.ts'
import type { Item, WireDocument } from '#shared/sync/protocol.ts'
import { toWire } from '#shared/sync/wire.ts'
import type { HeldDocument, Key } from '../../db/documents.ts'
import { keyText } from '../batch/judge-batch.ts'

/** What must be looked at beside a volunteer's batch: the groups of the persons it is about. */
export function groupKeys(items: readonly Item[]): Key[] {
  const ids = items.flatMap(({ collection, document }) => subjectOf(collection, document) ?? [])
  return [...new Set(ids)].filter((id) => /^[0-9A-Z]{26}$/.test(id)).map((id) => ({ collection: 'groups', id }))
}

/** Says of each item why this volunteer's own device may not bring it; empty where it may. */
export function barVolunteer(personId: string, officeId: string, held: readonly HeldDocument[]): (item: Item) => string {
  const byKey = new Map(held.filter((one) => one.officeId === officeId).map((one) => [keyText(one), one]))
  // A group that went to another office with its person still says who was a member of it.
  const groups = new Map(held.filter(({ collection }) => collection === 'groups').map((one) => [one.id, one]))
  const elsewhere = new Set(held.filter((one) => one.officeId !== officeId).map(keyText))
  const authorOf = (id: unknown): string | undefined => {
    const found = typeof id === 'string' ? byKey.get(keyText({ collection: 'records', id })) : undefined
    const author = found?.document['author']
    return found && (typeof author === 'object' && author !== null && 'personId' in author ? String(author.personId) : '')
  }
  return ({ collection, id, document }) => {
    const group = groups.get(subjectOf(collection, document) ?? '')
    return refusalForVolunteer({
      personId, collection, document: { ...toWire(document), ...neverSent }, group: group ? (CorrectionGroup.safeParse({ ...group.document, ...neverSent }).data ?? null) : null,
      heldAuthor: elsewhere.has(keyText({ collection, id })) ? '' : authorOf(id), namedAuthor: authorOf(correctedBy(document)),
    })
  }
}

function correctedBy({ corrects }: WireDocument): unknown {
  return typeof corrects === 'object' && corrects !== null && 'recordId' in corrects ? corrects.recordId : undefined
}
