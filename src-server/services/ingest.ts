import { sql, type Transaction } from 'kysely'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { OfficeId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { type BatchBody, type Item, type ReceiptBody, type Signed, SUITE } from '#shared/sync/protocol.ts'
import { decideTurn } from '#shared/sync/turn.ts'
import type { County } from '../county.ts'
import { type DeviceRow, freezeDevice, lockDevice } from '../db/devices.ts'
import { selectDocuments, storeVersions } from '../db/documents.ts'
import { readEpoch } from '../db/epoch.ts'
import { inTransaction } from '../db/in-transaction.ts'
import { announceChange, findEntry, insertConflicts, insertEntry, insertOutcomes, nextChainHash, takePosition } from '../db/ledger.ts'
import type { Tables } from '../db/tables.ts'
import { findBases, findStood } from './batch/find-bases.ts'
import { judgeBatch, keysToLookAt, type Outcome } from './batch/judge-batch.ts'
import { readBatch } from './batch/read-batch.ts'
import { noticeReceipt } from './county-head.ts'
import { readFormer } from './batch/replay.ts'
import { barVolunteer, groupKeys } from './volunteer/bar-volunteer.ts'
import { carryOutHandOvers } from './hand-over/carry-out.ts'
import { mayClaim } from './hand-over/merge-offices.ts'
import { countFollowed, lockAhead, lockMoved } from './hand-over/old-authority.ts'

export type PushProblem = 'DEVICE_UNKNOWN' | 'BATCH_ALTERED' | 'BATCH_MALFORMED' | 'BATCH_GAP' | 'BATCH_FORK' | 'PROTOCOL_TOO_OLD' | 'PROTOCOL_TOO_NEW'
type Pushed = Result<Signed, PushProblem>

/**
 * Takes one batch of `device`: batch, receipt, every version and every outcome are stored in one transaction, and the
 * signed receipt is answered only after its commit. The same batch again has the same receipt, byte for byte. `receipt` is
 * the one of an earlier epoch, out of a county that was put back since.
 */
export async function ingest(county: County, device: DeviceRow, { batch, receipt }: { batch: Signed; receipt?: Signed | undefined }): Promise<Pushed> {
  const read = readBatch(batch, { id: device.id, publicKey: device.public_key }, county.spoken)
  if (!read.ok) return read
  if (receipt) await noticeReceipt(county, receipt)
  const taken = await inTransaction(county.db, async (transaction): Promise<Pushed> => {
    await lockAhead(transaction, device, read.value.items)
    const locked = await lockDevice(transaction, device.id)
    if (!locked) return fail('DEVICE_UNKNOWN')
    // Built in the name of an office that was joined to this one since, it is this one's.
    if (!(await mayClaim(transaction, read.value.officeId, locked.office_id))) return fail('BATCH_MALFORMED')
    const turn = await checkTurn(transaction, { county, locked, body: read.value, hash: batch.hash })
    if (turn !== 'next') return turn
    return ok(await store(transaction, { county, body: read.value, batch, former: receipt, locked }))
  })
  if (taken.ok && read.value.items.some(isOfficeChange)) await carryOutHandOvers(county)
  return taken
}

/** A decision of the county's may come in an office's batch: written down for it there before there was a line. */
function isOfficeChange({ collection, document }: Item): boolean {
  return collection === 'procedures' && document['kind'] === 'officeChange'
}

type Turn = { county: County; locked: DeviceRow; body: BatchBody; hash: string }

/** Whether this is the batch that comes next; otherwise what to answer to it. */
async function checkTurn(db: Transaction<Tables>, { county, locked, body, hash }: Turn): Promise<Pushed | 'next'> {
  const entry = body.number <= locked.last_number ? await findEntry(db, locked.id, body.number) : undefined
  const known = { lastNumber: locked.last_number, lastHash: locked.last_hash, frozen: locked.frozen_number !== null, there: entry?.hash }
  const turn = decideTurn(known, { number: body.number, hash, previousHash: body.previousHash })
  if (turn === 'next') return turn
  if (turn === 'again' && entry) return ok(entry.receipt)
  if (turn === 'gap') return fail('BATCH_GAP', { expected: locked.last_number + 1 })
  if (locked.frozen_number !== null) return fail('BATCH_FORK', { number: locked.frozen_number })
  // Two different batches in one place: a copied disk or an old backup. Nothing more is taken until a person has looked.
  await freezeDevice(db, { id: locked.id, number: body.number, at: toInstant(county.now()) })
  county.log('device.frozen', { deviceId: locked.id, number: body.number })
  return fail('BATCH_FORK', { number: body.number })
}

type Taken = { county: County; body: BatchBody; batch: Signed; former?: Signed | undefined; locked: DeviceRow }

async function store(db: Transaction<Tables>, { county, body, batch, former: given, locked }: Taken): Promise<Signed> {
  const past = await readEpoch(db)
  const { epoch, floor } = past
  const receivedAt = toInstant(county.now())
  const name = { deviceId: body.deviceId, number: body.number }
  const moved = await lockMoved(db, locked, body.items)
  const { person_id: volunteer, office_id: officeId } = locked
  const held = await selectDocuments(db, [...keysToLookAt(body.items), ...(volunteer === null ? [] : groupKeys(body.items))])
  const former = readFormer(county, batch.hash, { receipt: given, epoch })
  const outcome = judgeBatch({ ...body, officeId: OfficeId.parse(locked.office_id) }, { held, floor, enrolledAt: locked.enrolled_at, moved, ...(volunteer !== null && { barred: barVolunteer(volunteer, officeId, held) }), baseOf: await findBases(db, body, held, past), onBug: (error) => county.log('item.unjudged', { deviceId: body.deviceId, number: body.number, kind: error instanceof Error ? error.name : typeof error }), former, stoodOf: await findStood(db, former) }, receivedAt)
  await storeVersions(db, outcome.versions, name)
  await insertOutcomes(db, name, outcome.items)
  await insertConflicts(db, { ...name, officeId: locked.office_id, at: receivedAt }, outcome.conflicts)
  await countFollowed(db, moved, outcome.versions)
  // What the device said was waiting, less what has come since: or the board would show as waiting what lies here already.
  const waiting = sql<number>`greatest(0, waiting - ${body.items.length})`
  await db.updateTable('devices').set({ last_number: body.number, last_hash: batch.hash, last_seen_at: receivedAt, waiting }).where('id', '=', body.deviceId).execute()
  await announceChange(db)
  const { position, chainHash } = await takePosition(db)
  const receipt = county.seal.sign(canonicalJson(receiptOf({ body, batch }, { epoch, position, receivedAt, outcome })))
  await insertEntry(db, {
    position, device_id: body.deviceId, office_id: body.officeId, number: body.number,
    hash: batch.hash, previous_hash: body.previousHash, body: batch.body, signature: batch.signature,
    created_at: body.createdAt, received_at: receivedAt, items: body.items.length,
    receipt_body: receipt.body, receipt_hash: receipt.hash, receipt_signature: receipt.signature,
    chain_hash: nextChainHash(chainHash, batch.hash, receipt.hash),
  })
  return receipt
}

function receiptOf({ body, batch }: Pick<Taken, 'body' | 'batch'>, at: { epoch: string; position: number; receivedAt: ReceiptBody['receivedAt']; outcome: Outcome }): ReceiptBody {
  return {
    protocol: body.protocol, suite: SUITE, epoch: at.epoch, deviceId: body.deviceId, number: body.number,
    batchHash: batch.hash, position: at.position, receivedAt: at.receivedAt, auditHead: body.auditHead, items: at.outcome.receipt,
  }
}
