import type { z } from 'zod'
import { projectForVolunteer } from '#shared/authz/volunteer-projection.ts'
import type { SyncedCollection, syncedCollections } from '#shared/domain/collections.ts'
import { CorrectionGroup } from '#shared/domain/group.ts'
import { Person } from '#shared/domain/person.ts'
import { CorrectionRecord } from '#shared/domain/record.ts'
import { Subject } from '#shared/domain/subject.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { DocumentId } from '#shared/kernel/ids.ts'
import { Instant, toInstant } from '#shared/kernel/time.ts'
import { type Change, PAGE_LIMITS, type PullPage } from '#shared/sync/protocol.ts'
import { fromWire, toWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { sha256 } from '../../crypto/signing.ts'
import { readEpoch } from '../../db/epoch.ts'
import { type AroundVolunteer, selectAroundVolunteer } from '../../db/volunteers.ts'
import { signHead } from '../county-head.ts'
import type { PullOrder } from '../pull.ts'

type Whose = { officeId: string; personId: string }

/**
 * One page of what a volunteer's own device may hold: the very projection of his own file at the office (G-08, adr 0009),
 * as it stands now and whole. The cursor names what it was made of: while that is the same there is nothing new, and when
 * a group changes everything is given from the beginning. What is not in it any more is not his any more.
 */
export async function pullForVolunteer(county: County, whose: Whose, asked: PullOrder): Promise<PullPage> {
  const { epoch } = await readEpoch(county.db)
  const all = await projection(county, whose)
  const mark = sha256(canonicalJson(all)).slice(0, 24)
  const from = place(asked.cursor, { epoch, mark })
  const changes: Change[] = []
  let bytes = 0
  for (const change of all.slice(from, from + asked.limit)) {
    bytes += JSON.stringify(change.document).length
    if (changes.length > 0 && bytes > PAGE_LIMITS.bytes) break
    changes.push(change)
  }
  const next = from + changes.length
  const more = next < all.length
  return { epoch, cursor: `${epoch}.${mark}.${next}`, more, changes, serverTime: toInstant(county.now()), ...(more ? {} : { head: await signHead(county, county.db, epoch) }) }
}

/** Where to go on; the beginning where something has changed since. */
function place(cursor: string | null, now: { epoch: string; mark: string }): number {
  const [epoch, mark, done] = (cursor ?? '').split('.')
  return epoch === now.epoch && mark === now.mark && /^\d{1,9}$/.test(done ?? '') ? Number(done) : 0
}

/** All that this volunteer may see, in one order. */
export async function projection(county: County, { officeId, personId }: Whose): Promise<Change[]> {
  const held = await selectAroundVolunteer(county.db, officeId, personId)
  const read = <T>(collection: SyncedCollection, schema: { safeParse(value: unknown): { data?: T } }): T[] => held.filter((one) => one.collection === collection).flatMap((one) => schema.safeParse(fromWire(one.document, one)).data ?? [])
  const office = { subjects: read('subjects', Subject), groups: read('groups', CorrectionGroup), people: read('people', Person), records: read('records', CorrectionRecord), drafts: [], files: [] }
  const { subjects, groups, people, records } = projectForVolunteer(personId, office)
  const revisions = new Map(held.map((one) => [`${one.collection}/${one.id}`, one]))
  const asChanges = (collection: SyncedCollection, documents: readonly z.output<(typeof syncedCollections)[SyncedCollection]>[]): Change[] => documents.map((document) => changeOf(collection, document, revisions.get(`${collection}/${document.id}`)))
  return [...asChanges('subjects', subjects), ...asChanges('people', people), ...asChanges('groups', groups), ...asChanges('records', records)]
}

function changeOf(collection: SyncedCollection, document: { id: string }, held: AroundVolunteer | undefined): Change {
  return { collection, id: DocumentId.parse(document.id), revision: held?.revision ?? 1, receivedAt: Instant.parse(held?.receivedAt), document: toWire(document) }
}
