import type { HandedIn } from '#shared/contract/county-revocation.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { OutboundEntry } from '#shared/sync/courier/contents.ts'
import type { OutboundHeader } from '#shared/sync/courier/header.ts'
import { type Inspected, inspectCourierFile } from '#shared/sync/courier/inspect-file.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import type { County } from '../../county.ts'
import { courierPrimitives } from '../../crypto/courier-primitives.ts'
import { piecesSource } from '../../db/courier.ts'
import { findDevice } from '../../db/devices.ts'
import { decideHandedIn, insertHandedIn, selectHandedIn } from '../../db/handed-in.ts'
import { announceChange } from '../../db/ledger.ts'
import { ingestEntries } from '../courier/ingest-entries.ts'
import { openContents, type OpenProblem } from '../courier/open-contents.ts'
import { PIECE_BYTES, piecesSink } from '../courier/pieces.ts'
import { namesIn } from './describe.ts'

/** Lays the file of a stopped device before the county's people: nothing of it enters the ledger by itself. Again the same file changes nothing. */
export async function layBefore(county: County, { source, inspected, by }: { source: ByteSource; inspected: Inspected & { header: OutboundHeader }; by: string }, entries: AsyncIterable<OutboundEntry>): Promise<{ batches: number; documents: number }> {
  const documents = new Set<string>()
  const counted = { batches: 0, drafts: 0, pieces: 0 }
  for await (const entry of entries) {
    if (entry.kind === 'draft') counted.drafts++
    if (entry.kind === 'file') counted.pieces++
    if (entry.kind !== 'batch') continue
    counted.batches++
    for (const name of namesIn(entry.batch.body)) documents.add(name)
  }
  const said = { batches: counted.batches, documents: documents.size }
  if (counted.batches + counted.drafts + counted.pieces === 0) return said
  const { header, hash } = inspected
  const known = await county.db.selectFrom('handed_in').select('id').where('hash', '=', hash).executeTakeFirst()
  if (known) return said
  const id = Buffer.from(county.randomBytes(16)).toString('hex')
  const sink = piecesSink(county.db, id)
  for (let at = 0; at < source.size; at += PIECE_BYTES) await sink.append(await source.read(at, Math.min(PIECE_BYTES, source.size - at)))
  await sink.end()
  await insertHandedIn(county.db, { id, device_id: header.deviceId, office_id: header.officeId, hash, number: header.number, arrived_at: toInstant(county.now()), brought_by: by, documents: documents.size, drafts: counted.drafts, decided_at: null, decided_by: null, taken: null, reason: null })
  await announceChange(county.db)
  return said
}

/** One of them, opened; null when there is none under this id. */
export async function openHandedIn(county: County, id: string): Promise<Result<{ file: HandedIn; entries(): AsyncGenerator<OutboundEntry> } | null, OpenProblem>> {
  const [file] = await selectHandedIn(county.db, id)
  if (!file) return ok(null)
  const source = await piecesSource(county.db, id, PIECE_BYTES)
  const inspected = await inspectCourierFile(courierPrimitives, source)
  if (!inspected.ok) return inspected
  const { header } = inspected.value
  if (header.kind !== 'outbound') return fail('COURIER_DAMAGED')
  const opened = await openContents({ source, inspected: { ...inspected.value, header }, privateKey: county.seal.courier.privateKey }, OutboundEntry)
  return opened.ok ? ok({ file, entries: opened.value.entries }) : opened
}

type Decision = { id: string; take: boolean; reason: string; by: string }
type DecideProblem = OpenProblem | 'NOT_AVAILABLE' | 'HAND_IN_DECIDED' | 'BATCH_FORK' | 'BATCH_GAP'

/** Takes it by the intake of every batch (signatures, chain, conflicts as ever), or leaves it out. What was refused half-way is decided on again. */
export async function decide(county: County, { id, take, reason, by }: Decision): Promise<Result<HandedIn, DecideProblem>> {
  const opened = await openHandedIn(county, id)
  if (!opened.ok) return opened
  if (!opened.value) return fail('NOT_AVAILABLE')
  const { file, entries } = opened.value
  if (file.decided) return fail('HAND_IN_DECIDED')
  const device = await findDevice(county.db, file.deviceId)
  if (!device) return fail('NOT_AVAILABLE')
  if (take) {
    const taken = await ingestEntries(county, { device, entries, isNewest: false })
    if (!taken.ok) return taken
    const { stopped } = taken.value
    if (stopped) return stopped.code === 'BATCH_GAP' ? fail('BATCH_GAP', { expected: device.last_number + 1 }) : fail('BATCH_FORK', { number: stopped.at })
  }
  if (!(await decideHandedIn(county.db, id, { at: toInstant(county.now()), by, taken: take, reason }))) return fail('HAND_IN_DECIDED')
  await announceChange(county.db)
  const [decided] = await selectHandedIn(county.db, id)
  return decided ? ok(decided) : fail('NOT_AVAILABLE')
}
