import { randomBytes } from 'node:crypto'
import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toMilliseconds } from '#shared/kernel/time.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'

const FILE_LIMIT = 20 * 1024 * 1024
const FILE_LIMIT_TEXT = '20 MB'
const HANDLES_PER_CALLER = 8
const LIFE = 30 * 60_000

/** Bytes on their way in, gathered under a handle. `size` is what the sender announced. */
type Gathering = { handle: string; personId: string; name: string; size: number; pieces: Buffer[]; received: number; touchedAt: number }

const perOffice = new WeakMap<Office, Map<string, Gathering>>()

/** Opens a handle for a file of `size` bytes. The oldest of the caller's handles gives way when he has too many. */
export function beginGathering(context: Context, file: { name: string; size: number }): Result<{ handle: string }, 'FILE_TOO_LARGE'> {
  if (file.size > FILE_LIMIT) return fail('FILE_TOO_LARGE', { limit: FILE_LIMIT_TEXT })
  const { office, me } = atDesk(context)
  const all = livingHandles(office)
  const mine = [...all.values()].filter((gathering) => gathering.personId === me.personId)
  for (const oldest of mine.sort((a, b) => a.touchedAt - b.touchedAt).slice(0, Math.max(0, mine.length - HANDLES_PER_CALLER + 1))) all.delete(oldest.handle)
  const handle = randomBytes(16).toString('hex')
  all.set(handle, { handle, personId: me.personId, ...file, pieces: [], received: 0, touchedAt: toMilliseconds(office.now()) })
  return ok({ handle })
}

/** Adds a piece. A file that grows past what was announced is dropped. */
export function appendPiece(context: Context, handle: string, base64: string): Result<{ received: number }, 'HANDLE_EXPIRED' | 'FILE_TOO_LARGE' | 'INVALID_INPUT'> {
  const gathering = findMine(context, handle)
  if (!gathering) return fail('HANDLE_EXPIRED')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return fail('INVALID_INPUT', { field: 'base64' })
  const piece = Buffer.from(base64, 'base64')
  if (piece.length > CHUNK_BYTES || gathering.received + piece.length > gathering.size) {
    releaseGathered(context, handle)
    return fail('FILE_TOO_LARGE', { limit: FILE_LIMIT_TEXT })
  }
  gathering.pieces.push(piece)
  gathering.received += piece.length
  gathering.touchedAt = toMilliseconds(atDesk(context).office.now())
  return ok({ received: gathering.received })
}

/**
 * The whole file under a handle of the caller, for the services that take one (attachment, ledger). It stays until
 * releaseGathered() or its time runs out. Answers HANDLE_EXPIRED when it is not his, gone, or not yet complete.
 */
export function findGathered(context: Context, handle: string): Result<{ name: string; bytes: Buffer }, 'HANDLE_EXPIRED'> {
  const gathering = findMine(context, handle)
  if (!gathering || gathering.received !== gathering.size) return fail('HANDLE_EXPIRED')
  gathering.touchedAt = toMilliseconds(atDesk(context).office.now())
  if (gathering.pieces.length > 1) gathering.pieces = [Buffer.concat(gathering.pieces)]
  return ok({ name: gathering.name, bytes: gathering.pieces[0] ?? Buffer.alloc(0) })
}

/** Forgets a handle of the caller. */
export function releaseGathered(context: Context, handle: string): void {
  if (findMine(context, handle)) perOffice.get(atDesk(context).office)?.delete(handle)
}

function findMine(context: Context, handle: string): Gathering | undefined {
  const { office, me } = atDesk(context)
  const gathering = livingHandles(office).get(handle)
  return gathering?.personId === me.personId ? gathering : undefined
}

function livingHandles(office: Office): Map<string, Gathering> {
  const all = perOffice.get(office) ?? new Map<string, Gathering>()
  perOffice.set(office, all)
  const now = toMilliseconds(office.now())
  // A clock that was set back makes an age negative; such a handle is as good as a fresh one.
  for (const gathering of all.values()) if (now - gathering.touchedAt > LIFE) all.delete(gathering.handle)
  return all
}
