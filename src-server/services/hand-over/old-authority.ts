import { type Moved, subjectOf } from '#shared/sync/hand-over.ts'
import type { Item } from '#shared/sync/protocol.ts'
import { type DeviceRow, lockOffices } from '../../db/devices.ts'
import type { NewVersion } from '../../db/documents.ts'
import { countArrivals, selectMoved } from '../../db/hand-overs.ts'
import type { Queryable } from '../../db/open-database.ts'

type MovedPersons = ReadonlyMap<string, Moved & { number: number }>

const personsIn = (items: readonly Item[]): string[] => [...new Set(items.flatMap(({ collection, document }) => subjectOf(collection, document) ?? []))]

/**
 * Locks the device's office together with those that hold persons of this batch by now, in one order for everybody: two
 * offices that bring late work about each other's persons at once then wait for each other in turn and never in a circle.
 */
export async function lockAhead(db: Queryable, device: DeviceRow, items: readonly Item[]): Promise<void> {
  const moved = await selectMoved(db, device, personsIn(items))
  if (moved.size > 0) await lockOffices(db, [...new Set([device.office_id, ...[...moved.values()].map(({ holder }) => holder)])])
}

/**
 * The persons of a batch whom the device's office handed over, with the office that holds each now, as it is under the
 * lock; who was handed over only a moment ago has his office locked here.
 */
export async function lockMoved(db: Queryable, device: DeviceRow, items: readonly Item[]): Promise<MovedPersons> {
  const subjectIds = personsIn(items)
  const moved = await selectMoved(db, device, subjectIds)
  if (moved.size === 0) return moved
  await lockOffices(db, [...new Set([...moved.values()].map(({ holder }) => holder))])
  // Who went on to a third office in between is found there.
  return selectMoved(db, device, subjectIds)
}

/** Counts what a batch brought for persons who had been handed over. */
export async function countFollowed(db: Queryable, moved: MovedPersons, versions: readonly NewVersion[]): Promise<void> {
  if (moved.size === 0) return
  const arrived = new Map<number, number>()
  for (const { collection, document } of versions) {
    const one = moved.get(subjectOf(collection, document) ?? '')
    if (one) arrived.set(one.number, (arrived.get(one.number) ?? 0) + 1)
  }
  await countArrivals(db, arrived)
}
