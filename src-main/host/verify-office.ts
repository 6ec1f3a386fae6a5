import { BatchBody, GENESIS_HASH } from '#shared/sync/protocol.ts'
import { checkReceipt } from '../sync/apply-receipt.ts'
import { sha256Hex, verifyText } from '../sync/signatures.ts'
import { deviceKeySetting, enrolmentSetting } from '../sync/sync-settings.ts'
import type { StoredBatch } from '../store/documents.ts'
import type { OpenOffice } from './open-office.ts'
import { type ChainCheck, verifyChain } from './verify-chain.ts'
import { type VolunteerChains, verifyVolunteers } from './volunteer/verify-volunteers.ts'
import { unpackBatch } from '../sync/packed-batch.ts'

/** What a check of everything found. `ok` only when nothing at all is wrong. */
export type Verification = {
  ok: boolean
  database: { ok: boolean; problems: string[] }
  audit: ChainCheck
  /** What volunteers did at desks of their own, as taken over. */
  volunteers: VolunteerChains
  receipts: { ok: boolean; batches: number; receipted: number; bad: number[] }
}

/** Checks the database file, the audit chain, those of the volunteers and every batch with its receipt. */
export async function verifyOffice(opened: OpenOffice): Promise<Verification> {
  const database = opened.verify()
  const audit = await verifyChain(opened.office)
  const volunteers = await verifyVolunteers(opened.office)
  const receipts = await verifyReceipts(opened)
  return { ok: database.ok && audit.ok && volunteers.ok && receipts.ok, database, audit, volunteers, receipts }
}

async function verifyReceipts({ office }: OpenOffice): Promise<Verification['receipts']> {
  const key = await office.settings.get(deviceKeySetting.id, deviceKeySetting.schema)
  const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
  const batches = (await office.data.batches.find({ sort: [{ id: 'asc' }] }).exec()).map((document) => unpackBatch(document.toMutableJSON()))
  const bad: number[] = []
  let previousHash: string = GENESIS_HASH
  for (const batch of batches) {
    if (!key || !isOurs(batch, { publicKey: key.publicKey, previousHash }) || (batch.receipt && !(enrolment && checkReceipt(batch, batch.receipt, enrolment.countyPublicKey)))) bad.push(batch.number)
    previousHash = batch.hash
  }
  return { ok: bad.length === 0, batches: batches.length, receipted: batches.filter((batch) => batch.receipt).length, bad }
}

function isOurs(batch: StoredBatch, { publicKey, previousHash }: { publicKey: string; previousHash: string }): boolean {
  if (sha256Hex(batch.body) !== batch.hash || !verifyText(publicKey, batch.body, batch.signature)) return false
  const body = BatchBody.safeParse(JSON.parse(batch.body))
  return body.success && body.data.number === batch.number && body.data.previousHash === previousHash
}
