import { z } from 'zod'
import { syncedCollectionNames, type SyncedCollection } from '#shared/domain/collections.ts'
import { type HandOver, type HandOverMark, handOverMark, KeptHandOver, learnHandOvers, openHandOvers } from '#shared/sync/hand-over.ts'
import type { Office } from '../host/office.ts'
import { removeAsSync } from './sync-write.ts'
import { nothingTouched, tellTouched } from './tell-changed.ts'

/** Persons who went to another office or came from one, as this device was told; the notice stays when the file is gone. */
const handOversSetting = { id: 'hand-overs', schema: z.array(KeptHandOver) }

export async function keptHandOvers(office: Office): Promise<KeptHandOver[]> {
  return (await office.settings.get(handOversSetting.id, handOversSetting.schema)) ?? []
}

/** What this device tells the county of how far it is. */
export async function currentMark(office: Office): Promise<HandOverMark> {
  return handOverMark(await keptHandOvers(office))
}

/** Keeps what the county told, and notes what of the persons gone is still to be sent from here: it goes with what waits. */
export async function keepHandOvers(office: Office, told: readonly HandOver[]): Promise<void> {
  const before = await keptHandOvers(office)
  if (told.length === 0 && openHandOvers(before).length === 0) return
  const subjects = await office.data.subjects.findByIds(told.flatMap(({ subjectId }) => subjectId ?? [])).exec()
  const kept = learnHandOvers(before, told, (subjectId) => {
    const subject = subjects.get(subjectId)?.toMutableJSON()
    // A sealed file has no name in any notice.
    return subject && !subject.sealed ? { name: subject.name, subjectNo: subject.subjectNo } : { name: '', subjectNo: '' }
  })
  const open = new Set(openHandOvers(kept).map(({ number }) => number))
  const noted: KeptHandOver[] = []
  for (const one of kept) {
    const unsent = open.has(one.number) && one.subjectId ? (await copiesOf(office, one.subjectId)).filter(({ waits }) => waits).map(({ collection, id }) => `${collection}/${id}`) : []
    noted.push({ ...one, after: [...new Set([...one.after, ...unsent])] })
  }
  await office.settings.set(handOversSetting.id, noted)
  if (told.length > 0) office.emit('sync.changed', {})
}

/**
 * Removes the copies of persons who are another office's by now, once nothing of them waits here: no edit, no record, no
 * form that somebody has begun. To be called after sending and before fetching. Safe to run twice.
 */
export async function removeHandedOver(office: Office): Promise<void> {
  const kept = await keptHandOvers(office)
  const gone = kept.filter((one) => one.gone && !one.back && one.subjectId !== null)
  if (gone.length === 0) return
  const changed = new Map<number, Partial<KeptHandOver>>()
  const here = await office.data.subjects.findByIds(gone.flatMap(({ subjectId }) => subjectId ?? [])).exec()
  const touched = nothingTouched()
  for (const { number, subjectId, removedAt } of gone) {
    if (subjectId === null) continue
    // Removed once and here again: he came back in a way this device was not told of, and is this office's.
    if (removedAt !== null && here.has(subjectId)) changed.set(number, { back: true })
    else if (await removeCopies(office, subjectId)) {
      if (removedAt === null) changed.set(number, { removedAt: office.now() })
      if (removedAt === null) touched.subjects.add(subjectId)
    }
  }
  if (changed.size === 0) return
  await office.settings.set(handOversSetting.id, (await keptHandOvers(office)).map((one) => ({ ...one, ...changed.get(one.number) })))
  tellTouched(office, touched)
  office.emit('sync.changed', {})
}

/** What of a person still keeps his copies here: documents without a receipt, and begun forms. */
export async function countHeldBack(office: Office, subjectId: string): Promise<{ unsent: number; drafts: number }> {
  return { unsent: (await copiesOf(office, subjectId)).filter(({ waits }) => waits).length, drafts: (await office.data.drafts.find({ selector: { subjectId: { $eq: subjectId } } }).exec()).length }
}

/** Notes that somebody has read a notice; false where there is none. */
export async function markRead(office: Office, number: number): Promise<boolean> {
  const kept = await keptHandOvers(office)
  if (!kept.some((one) => one.number === number)) return false
  await office.settings.set(handOversSetting.id, kept.map((one) => (one.number === number ? { ...one, readAt: one.readAt ?? office.now() } : one)))
  office.emit('sync.changed', {})
  return true
}

type Copy = { collection: SyncedCollection; id: string; waits: boolean }

async function copiesOf({ data }: Office, subjectId: string): Promise<Copy[]> {
  const about = { selector: { subjectId: { $eq: subjectId } } }
  const found = await Promise.all([
    data.subjects.find({ selector: { id: { $eq: subjectId } } }).exec(), data.people.find({ selector: { relativeOf: { $eq: subjectId } } }).exec(), data.groups.find({ selector: { id: { $eq: subjectId } } }).exec(),
    data.records.find(about).exec(), data.procedures.find(about).exec(),
  ])
  return syncedCollectionNames.flatMap((collection, place) => (found[place] ?? []).map(({ id, receivedAt }): Copy => ({ collection, id, waits: receivedAt === null })))
}

/** False where something is still to be sent, and nothing was removed. The file goes first: what follows from facts is not worked out without them. */
async function removeCopies(office: Office, subjectId: string): Promise<boolean> {
  const copies = await copiesOf(office, subjectId)
  const { drafts } = await countHeldBack(office, subjectId)
  if (drafts > 0 || copies.some(({ waits }) => waits)) return false
  for (const collection of syncedCollectionNames) {
    const ids = copies.flatMap((one) => (one.collection === collection ? [one.id] : []))
    // Somebody has just edited it: it goes out first, and the rest stays with it.
    if ((await removeAsSync(office, collection, ids)) < ids.length) return false
  }
  return true
}
