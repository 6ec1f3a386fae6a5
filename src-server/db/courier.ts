import { type Insertable, type Selectable, sql } from 'kysely'
import type { Instant } from '#shared/kernel/time.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import type { Queryable } from './open-database.ts'
import type { Tables } from './tables.ts'

export type CourierFile = Selectable<Tables['courier_files']>

/** A device's files of one direction, the newest handled first. */
export async function selectFiles(db: Queryable, deviceId: string, direction: 'in' | 'out'): Promise<CourierFile[]> {
  return db.selectFrom('courier_files').selectAll().where('device_id', '=', deviceId).where('direction', '=', direction).orderBy('handled_at', 'desc').orderBy('number', 'desc').execute()
}

/** Notes a file; false when one of its number is there, because somebody else noted it in the same moment. */
export async function insertFile(db: Queryable, file: Insertable<Tables['courier_files']>): Promise<boolean> {
  const made = await db.insertInto('courier_files').values(file).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  return made !== undefined
}

/** The next number of the county's own files to a device. */
export async function takeFileNumber(db: Queryable, { deviceId, chain }: { deviceId: string; chain: string }): Promise<number> {
  const row = await db
    .insertInto('courier_numbers')
    .values({ device_id: deviceId, chain, reserved: 1 })
    .onConflict((conflict) => conflict.columns(['device_id', 'chain']).doUpdateSet({ reserved: sql<number>`courier_numbers.reserved + 1` }))
    .returning('reserved')
    .executeTakeFirstOrThrow()
  return row.reserved
}

export async function beginUpload(db: Queryable, upload: Insertable<Tables['courier_uploads']>): Promise<void> {
  await db.insertInto('courier_uploads').values(upload).execute()
}

export async function findUpload(db: Queryable, handle: string, login: string): Promise<Selectable<Tables['courier_uploads']> | undefined> {
  return db.selectFrom('courier_uploads').selectAll().where('handle', '=', handle).where('login', '=', login).executeTakeFirst()
}

/** Puts a piece in its place; the same one again replaces itself. */
export async function putPiece(db: Queryable, piece: { fileId: string; place: number; bytes: Uint8Array }): Promise<void> {
  await db
    .insertInto('courier_pieces')
    .values({ file_id: piece.fileId, place: piece.place, bytes: Buffer.from(piece.bytes) })
    .onConflict((conflict) => conflict.columns(['file_id', 'place']).doUpdateSet({ bytes: (row) => row.ref('excluded.bytes') }))
    .execute()
}

export async function readPiece(db: Queryable, fileId: string, place: number): Promise<{ bytes: Uint8Array; last: boolean } | null> {
  const rows = await db.selectFrom('courier_pieces').select(['place', 'bytes']).where('file_id', '=', fileId).where('place', 'in', [place, place + 1]).orderBy('place').execute()
  const [row] = rows
  return row && row.place === place ? { bytes: new Uint8Array(row.bytes), last: rows.length === 1 } : null
}

export async function removePieces(db: Queryable, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  await db.deleteFrom('courier_pieces').where('file_id', 'in', [...fileIds]).execute()
  await db.deleteFrom('courier_uploads').where('handle', 'in', [...fileIds]).execute()
}

/** Uploads that nobody finished. */
export async function forgetUploads(db: Queryable, before: Instant): Promise<void> {
  const old = await db.selectFrom('courier_uploads').select('handle').where('begun_at', '<', before).execute()
  await removePieces(db, old.map(({ handle }) => handle))
}

/** Pieces of one size as a source; what lies behind a hole is not there. */
export async function piecesSource(db: Queryable, fileId: string, pieceBytes: number): Promise<ByteSource> {
  const { rows } = await sql<{ place: number; length: number }>`select place, length(bytes) as length from courier_pieces where file_id = ${fileId} order by place`.execute(db)
  let size = 0
  for (const [index, { place, length }] of rows.entries()) {
    if (place !== index) break
    size += length
    if (length < pieceBytes) break
  }
  let held: { place: number; bytes: Uint8Array } | null = null
  const pieceAt = async (place: number): Promise<Uint8Array> => {
    if (held?.place !== place) held = { place, bytes: (await readPiece(db, fileId, place))?.bytes ?? new Uint8Array() }
    return held.bytes
  }
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.min(length, Math.max(0, size - offset)))
      for (let at = 0; at < bytes.length; ) {
        const piece = await pieceAt(Math.floor((offset + at) / pieceBytes))
        const part = piece.subarray((offset + at) % pieceBytes, ((offset + at) % pieceBytes) + bytes.length - at)
        if (part.length === 0) throw new Error('an exchange file lost a piece')
        bytes.set(part, at)
        at += part.length
      }
      return bytes
    },
  }
}
