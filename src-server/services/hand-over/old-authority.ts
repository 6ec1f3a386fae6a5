import { type Moved, subjectOf } from '#shared/sync/hand-over.ts'
import type { Item } from '#shared/sync/protocol.ts'
import { type DeviceRow, lockOffices } from '../../db/devices.ts'
import type { NewVersion } from '../../db/documents.ts'
import { countArrivals, selectMoved } from '../../db/hand-overs.ts'
import type { Queryable } from '../../db/open-database.ts'

type MovedPersons = ReadonlyMap<string, Moved & { number: number }>

/**
 * The persons of a batch whom the device's office handed over, with the office that holds each now; that office is
 * locked, because what the old one brings is written there. Two such batches at once may wait for each other: PostgreSQL
 * ends one of them, which is then tried again.
 */
export async function lockMoved(db: Queryable, device: DeviceRow, items: readonly Item[]): Promise<MovedPersons> {
  const subjectIds = [...new Set(items.flatMap(({ collection, document }) => subjectOf(collection, document) ?? []))]
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
