import { canonicalJson } from '#shared/kernel/canonical.ts'
import { Collection, type ReceiptItem, type WireDocument } from '#shared/sync/protocol.ts'
import type { z } from 'zod'
import type { Office } from '../host/office.ts'
import type { StoredReturn } from '../store/documents.ts'

/**
 * Keeps what the county could not simply take, with both values, until somebody has looked; a later version that the
 * county did take closes the entries of its document. Repeatable: a closed entry is never opened again.
 */
export async function noteReturn(office: Office, item: ReceiptItem, sent: { mine: WireDocument; batchNumber: number }): Promise<void> {
  if (item.verdict !== 'conflict' && item.verdict !== 'quarantined') {
    for (const entry of await openReturns(office, item.id)) await closeReturn(office, entry.id)
    return
  }
  const id = `${sent.batchNumber}-${item.id}`
  if (await office.data.returns.findOne(id).exec()) return
  const current = item.current ?? {}
  await office.data.returns.insert({
    id,
    kind: item.verdict,
    collectionName: item.collection,
    documentId: item.id,
    reason: item.reason,
    mine: canonicalJson(sent.mine),
    current: canonicalJson(current),
    fields: item.verdict === 'conflict' ? (item.fields ?? differing(sent.mine, current)) : [],
    at: office.now(),
    closedAt: null,
  })
}

/** The same for all items of a receipt; what is open is read once and not for each. */
export async function noteReturns(office: Office, items: readonly ReceiptItem[], sent: { mineOf(item: ReceiptItem): WireDocument; batchNumber: number }): Promise<void> {
  const open = new Set((await openReturns(office)).map((entry) => entry.documentId))
  for (const item of items) {
    if (item.verdict !== 'conflict' && item.verdict !== 'quarantined' && !open.has(item.id)) continue
    await noteReturn(office, item, { mine: sent.mineOf(item), batchNumber: sent.batchNumber })
  }
}

/** How many documents stand refused here: they wait for a person and not for the county. */
export async function countRefused(office: Office): Promise<number> {
  const entries = (await office.data.returns.find().exec()).filter((entry) => entry.kind === 'quarantined')
  const names = new Map(entries.map((entry) => [`${entry.collectionName}/${entry.documentId}`, entry]))
  const refused = await Promise.all([...names.values()].map(async ({ collectionName, documentId }) => {
    const { data } = Collection.safeParse(collectionName)
    return data !== undefined && (await isRefused(office, data, documentId))
  }))
  return refused.filter(Boolean).length
}

async function isRefused({ data }: Office, collection: z.output<typeof Collection>, id: string): Promise<boolean> {
  const find = { subjects: () => data.subjects.findOne(id).exec(), people: () => data.people.findOne(id).exec(), groups: () => data.groups.findOne(id).exec(), records: () => data.records.findOne(id).exec(), procedures: () => data.procedures.findOne(id).exec() }
  const found = await find[collection]()
  return found !== null && found.receivedAt === null && found.refused !== null
}

/** Entries that nobody has dealt with, newest first; of one document, or of all. */
export async function openReturns(office: Office, documentId?: string): Promise<StoredReturn[]> {
  const found = await office.data.returns.find().exec()
  return found
    .map((document) => document.toMutableJSON())
    .filter((entry) => !entry.closedAt && (!documentId || entry.documentId === documentId))
    .sort((a, b) => b.at.localeCompare(a.at))
}

/** Marks an entry as dealt with; false when there is none. */
export async function closeReturn(office: Office, id: string): Promise<boolean> {
  const entry = await office.data.returns.findOne(id).exec()
  if (!entry) return false
  if (!entry.closedAt) await entry.incrementalPatch({ closedAt: office.now() })
  return true
}

function differing(mine: WireDocument, current: WireDocument): string[] {
  return [...new Set([...Object.keys(mine), ...Object.keys(current)])]
    .filter((field) => field !== 'editedAt' && field !== 'editedBy' && canonicalJson(mine[field] ?? null) !== canonicalJson(current[field] ?? null))
    .sort()
}
