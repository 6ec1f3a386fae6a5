import { z } from 'zod'
import { neverSent } from '#shared/domain/document.ts'
import { CorrectionRecord } from '#shared/domain/record.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { FileId, type PersonId } from '#shared/kernel/ids.ts'
import { sweepOnce } from '../../services/files/vault.ts'
import { tellChanged } from '../../services/record/entries.ts'
import { Setting, StoredDraft, StoredFile } from '../../store/documents.ts'
import type { AuditChain } from '../audit-chain.ts'
import type { Office } from '../office.ts'
import { anchorOf, anchorOperation, copyAudit, entryIn } from './audit-copy.ts'
import { bringPicture } from './pictures.ts'
import type { Found } from './own-file.ts'
import type { Place } from './place.ts'
import { witnessId } from './witness.ts'

export type TakeOver = {
  office: Office
  audit: AuditChain
  place: Place
  /** Subjects about whom he may have written: those in his file. */
  subjectIds: ReadonlySet<string>
  /** His entries up to here are anchored already. */
  anchored: number
  /** Whether a person's own key made this seal over a record of his. */
  isWitnessed(about: { recordId: string; personId: PersonId }, seal: string): Promise<boolean>
}

/**
 * Brings what a volunteer wrote into the office's database: photos, records, drafts, audit entries, each by its id and
 * only if it is not there yet, so that it can be repeated after a kill at any point without a second copy. His file is
 * his to forge, for he holds its key: what does not bear his own name goes to 退回 with its text instead.
 * Gives the sequence up to which his audit is anchored, and how many documents could not be read at all.
 */
export async function takeOver(given: TakeOver, found: readonly Found[]): Promise<{ anchored: number; unreadable: number }> {
  const { office, place } = given
  const read = <T>(collection: string, schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }): { documents: T[]; unreadable: number } => {
    const living = found.filter((one) => one.collection === collection && !one.deleted).map(({ document }) => schema.safeParse(document))
    return { documents: living.flatMap((one) => (one.success ? [one.data] : [])), unreadable: living.filter((one) => !one.success).length }
  }
  const files = read('files', StoredFile)
  const records = read('records', CorrectionRecord)
  const drafts = read('drafts', StoredDraft)
  const seals = new Map(read('settings', Setting).documents.flatMap(({ id, value }) => (id.startsWith('witness/') ? [[id, z.string().parse(JSON.parse(value))]] : [])))
  for (const file of files.documents) await takeFile(given, file)
  // Facts before the words that confirm them.
  const inOrder = [...records.documents].sort((a, b) => Number(a.kind === 'confirmation') - Number(b.kind === 'confirmation'))
  for (const record of inOrder) await takeRecord(given, record, seals)
  for (const draft of drafts.documents) await takeDraft(given, draft)
  for (const { collection, id, deleted } of found) if (deleted && collection === 'drafts') await dropDraft(office, place.personId, id)
  const entries = found.flatMap(({ collection, document }) => (collection === 'audit' ? (entryIn(document) ?? []) : [])).sort((a, b) => a.sequence - b.sequence)
  return { anchored: await takeAudit(given, entries), unreadable: files.unreadable + records.unreadable + drafts.unreadable }
}

async function takeFile({ office, place }: TakeOver, file: StoredFile): Promise<void> {
  if (file.keptBy !== place.personId || !FileId.safeParse(file.id).success || file.fileId !== file.id) return
  const known = await office.data.files.findOne(file.id).exec()
  if (!known) {
    // The sweep takes what no document names, so it must be over. Bytes first, document after, as when a file is kept.
    await sweepOnce(office)
    bringPicture({ from: place.folder, to: office.dataDir }, file.id)
    await office.data.files.insert(file)
  } else if (known.keptBy === place.personId && known.subjectId === null && file.subjectId !== null) await known.incrementalPatch({ subjectId: file.subjectId })
}

async function takeRecord(given: TakeOver, record: CorrectionRecord, seals: ReadonlyMap<string, string>): Promise<void> {
  const { office, subjectIds } = given
  if (await office.data.records.findOne(record.id).exec()) return
  // Somebody else's record that the office has no more (an older backup was restored): a copy with less in it is no proof.
  if (record.kind !== 'confirmation' && record.author.personId !== given.place.personId) return
  if (!subjectIds.has(record.subjectId) || !(await isHonest(given, record, seals))) return refuse(office, record)
  await office.data.records.insert({ ...record, review: null, ...neverSent })
  tellChanged(office, { subjectId: record.subjectId, recordId: record.id })
}

async function isHonest({ office, place, isWitnessed }: TakeOver, record: CorrectionRecord, seals: ReadonlyMap<string, string>): Promise<boolean> {
  const { author } = record
  if (record.deviceId !== office.deviceId) return false
  if (record.kind !== 'confirmation') return author.role === 'volunteer'
  const person = (await office.data.people.findOne(record.personId).exec())?.toMutableJSON()
  if (author.personId !== record.personId || person?.account?.role !== author.role) return false
  if (record.personId === place.personId) return true
  return isWitnessed(record, seals.get(witnessId(record)) ?? '')
}

/** Not taken for a record, and not thrown away: whoever looks at 退回 sees what it says. */
async function refuse(office: Office, record: CorrectionRecord): Promise<void> {
  const id = `volunteer-${record.id}`
  if (await office.data.returns.findOne(id).exec()) return
  await office.data.returns.insert({
    id, kind: 'quarantined', collectionName: 'records', documentId: record.id, reason: '志愿者文件里的这条记录来历不符（对象不在他的小组，或不是本人所写），没有采用。请向他本人核对。',
    mine: canonicalJson(record), current: '{}', fields: [], at: office.now(), closedAt: null,
  })
}

async function takeDraft({ office, place, subjectIds }: TakeOver, draft: StoredDraft): Promise<void> {
  if (draft.personId !== place.personId || !subjectIds.has(draft.subjectId)) return
  const known = await office.data.drafts.findOne(draft.id).exec()
  if (!known) await office.data.drafts.insert(draft)
  // By content: a clock that stands still or was set back gives two savings one time.
  else if (known.personId === place.personId && canonicalJson({ ...known.toMutableJSON() }) !== canonicalJson({ ...draft })) await known.incrementalPatch({ content: draft.content, savedAt: draft.savedAt })
}

async function dropDraft(office: Office, personId: string, id: string): Promise<void> {
  const known = await office.data.drafts.findOne(id).exec()
  if (known?.personId === personId) await known.incrementalRemove()
}

async function takeAudit({ office, audit, place: { personId }, anchored }: TakeOver, entries: Parameters<typeof copyAudit>[2]): Promise<number> {
  await copyAudit(office.data.audit, personId, entries)
  const head = entries.at(-1)
  if (!head || head.sequence <= anchored) return anchored
  await audit.append({ at: office.now(), personId, role: 'volunteer', operation: anchorOperation, objectId: anchorOf(personId, head), outcome: 'intent' })
  return head.sequence
}
