import { z } from 'zod'
import { syncedCollections, type SyncedCollection } from '../domain/collections.ts'
import { canonicalJson } from '../kernel/canonical.ts'
import type { WireDocument } from './protocol.ts'
import { fromWire, toWire } from './wire.ts'

/** Into how many parts a collection is split where its sums differ. */
export const BUCKETS = 64

/** With more than so many documents on their way nothing is compared. */
export const MOST_EXCEPT = 1000

/** One document of a side: its revision and the SHA-256 of what it says. */
export const Mark = z.strictObject({ id: z.string(), revision: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
export type Mark = z.output<typeof Mark>
/** How many documents there are and the sum of their hashes; the order in which they were read does not matter. */
export const Sum = z.strictObject({ count: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
export type Sum = z.output<typeof Sum>

/**
 * What is hashed of a document: what it says to a program of this version, so that a field with a default is the same
 * whether it was written out or not. What this version cannot read is taken as it is.
 */
export function sayingOf(collection: SyncedCollection, document: WireDocument): WireDocument {
  const read = syncedCollections[collection].safeParse(fromWire(document, { revision: 0, receivedAt: '2000-01-01T00:00:00.000Z' }))
  return read.success ? toWire(read.data) : document
}

/** In which part of its collection a document is: by its id alone, so that both sides agree. */
export function bucketOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0
  return ((hash ^ (hash >>> 16)) >>> 0) % BUCKETS
}

/** The sum of some documents: their hashes added up modulo 2^256, so that one can be missing or other and it shows. */
export function sumOf(marks: Iterable<Mark>): Sum {
  let total = 0n
  let count = 0
  for (const { hash } of marks) {
    total = (total + BigInt(`0x${hash}`)) & mask
    count++
  }
  return { count, hash: total.toString(16).padStart(64, '0') }
}

const mask = (1n << 256n) - 1n

/** The sums of all parts of a collection. */
export function bucketSums(marks: readonly Mark[]): Sum[] {
  const parts: Mark[][] = Array.from({ length: BUCKETS }, () => [])
  for (const mark of marks) parts[bucketOf(mark.id)]?.push(mark)
  return parts.map(sumOf)
}

/** The parts in which two sides are not the same. */
export function differingBuckets(own: readonly Sum[], theirs: readonly Sum[]): number[] {
  return [...Array.from({ length: BUCKETS }).keys()].filter((bucket) => !isSameSum(own[bucket], theirs[bucket]))
}

export function isSameSum(own: Sum | undefined, theirs: Sum | undefined): boolean {
  return own?.count === theirs?.count && own?.hash === theirs?.hash
}

/**
 * The documents in which the sides are not the same: `take` from the county, or `offer` to it, because it has none or an
 * earlier one. The higher revision is the later word; under the same one the county's copy is the one that counts.
 */
export function differingDocuments(own: readonly Mark[], theirs: readonly Mark[]): { take: string[]; offer: string[] } {
  const here = new Map(own.map((mark) => [mark.id, mark]))
  const there = new Map(theirs.map((mark) => [mark.id, mark]))
  const take = theirs.filter(({ id, revision, hash }) => {
    const copy = here.get(id)
    return !copy || (copy.hash !== hash && copy.revision <= revision)
  })
  const offer = own.filter(({ id, revision, hash }) => {
    const copy = there.get(id)
    return !copy || (copy.hash !== hash && copy.revision < revision)
  })
  return { take: take.map(({ id }) => id), offer: offer.map(({ id }) => id) }
}

/** The text whose SHA-256 is a document's mark. */
export function markText(collection: SyncedCollection, { id, revision, document }: { id: string; revision: number; document: WireDocument }): string {
  return canonicalJson([id, revision, sayingOf(collection, document)])
}
