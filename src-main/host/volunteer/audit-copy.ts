import type { Collections } from '../../store/documents.ts'
import { AuditEntry } from '../../store/documents.ts'
import { auditId } from '../verify-audit.ts'

/** Ids of entries taken over from volunteers' chains begin so; they sort behind every entry of the office's own chain. */
export const COPIED = 'v/'

/** The id under which an entry of a volunteer's chain lies in the office's collection. */
export function copyId(personId: string, sequence: number): string {
  return `${COPIED}${personId}/${auditId(sequence)}`
}

/**
 * Copies a volunteer's entries, with numbers and hashes as they are. An entry that is there already is left alone; one of
 * the same number and another hash is kept beside it, for `verify` to find: his chain has been forked.
 */
export async function copyAudit(audit: Collections['audit'], personId: string, entries: readonly AuditEntry[]): Promise<void> {
  const known = await audit.findByIds(entries.map(({ sequence }) => copyId(personId, sequence))).exec()
  for (const entry of entries) {
    const id = copyId(personId, entry.sequence)
    const there = known.get(id)
    if (there?.hash === entry.hash) continue
    const free = there ? `${id}/${entry.hash.slice(0, 16)}` : id
    if (there && (await audit.findOne(free).exec())) continue
    await audit.insert({ ...entry, id: free })
  }
}

/** The newest entry of a volunteer's chain that the office has, as it stood in his file; null when there is none. */
export async function newestCopy(audit: Collections['audit'], personId: string): Promise<AuditEntry | null> {
  const last = await audit.findOne({ selector: { id: { $gt: copyId(personId, 0), $lt: `${COPIED}${personId}/~` } }, sort: [{ id: 'desc' }] }).exec()
  return last ? asWritten(last.toMutableJSON()) : null
}

/** An entry with the id that it had in its own chain, under which it was hashed. */
export function asWritten(entry: AuditEntry): AuditEntry {
  return { ...entry, id: auditId(entry.sequence) }
}

/** An entry as found in a volunteer's file; null for anything else. */
export function entryIn(document: unknown): AuditEntry | null {
  const entry = AuditEntry.safeParse(document)
  return entry.success && entry.data.id === auditId(entry.data.sequence) ? entry.data : null
}

/** The anchor's object: whose chain, how far, with which hash. */
export const anchorOperation = 'volunteer.takeOver'
export function anchorOf(personId: string, { sequence, hash }: Pick<AuditEntry, 'sequence' | 'hash'>): string {
  return `${personId}/${sequence}/${hash}`
}
