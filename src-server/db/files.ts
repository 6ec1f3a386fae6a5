import { type RawBuilder, sql, type Selectable } from 'kysely'
import { Attachment } from '#shared/domain/record.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { type FilePart, pieceLength } from '#shared/sync/files.ts'
import type { Queryable } from './open-database.ts'
import type { Tables } from './tables.ts'

export type Content = Selectable<Tables['file_contents']>
/** What a document says of a file that it carries. */
export type Named = { fileId: string; size: number; sha256: string }

/**
 * The files among `fileIds` that a document of the office carries. `brought`: `office` adds documents that this office has
 * brought and another holds by now, for what it still owes; a device's id takes those alone that this device has brought.
 */
export async function selectNamed(db: Queryable, officeId: string, { fileIds, brought }: { fileIds: readonly string[]; brought: 'no' | 'office' | (string & {}) }): Promise<Named[]> {
  const came = (by: RawBuilder<unknown>) => sql`exists (select 1 from document_versions version join ledger entry on entry.device_id = version.device_id and entry.number = version.number
    where version.collection = held.collection and version.id = held.id and ${by})`
  const isHeld = sql`held.office_id = ${officeId}`
  const isTheirs = brought === 'no' ? isHeld : brought === 'office' ? sql`(${isHeld} or ${came(sql`entry.office_id = ${officeId}`)})` : came(sql`entry.device_id = ${brought}`)
  const { rows } = await sql<Named>`
    with wanted as (select unnest(${[...fileIds]}::text[]) as id)
    select distinct carried.value ->> 'fileId' as "fileId", (carried.value ->> 'size')::int as size, carried.value ->> 'sha256' as sha256
    from wanted join documents held on held.collection = 'records' and held.document -> 'attachments' <> '[]'::jsonb
        and held.document -> 'attachments' @> jsonb_build_array(jsonb_build_object('fileId', wanted.id)) and ${isTheirs},
      jsonb_array_elements(held.document -> 'attachments') carried
    where carried.value ->> 'fileId' = wanted.id
    union
    select carried.value ->> 'fileId', (carried.value ->> 'size')::int, carried.value ->> 'sha256'
    from wanted join documents held on held.collection = 'procedures'
        and held.document -> 'steps' @> jsonb_build_array(jsonb_build_object('attachments', jsonb_build_array(jsonb_build_object('fileId', wanted.id)))) and ${isTheirs},
      jsonb_array_elements(held.document -> 'steps') step, jsonb_array_elements(step.value -> 'attachments') carried
    where carried.value ->> 'fileId' = wanted.id`.execute(db)
  return rows
}

/** The files of one record or procedure that the console shows, in its order; [] where it shows no such document. */
export async function selectCarried(db: Queryable, bearerId: string): Promise<Attachment[]> {
  const { rows } = await sql<{ attachment: unknown }>`
    select carried.value as attachment from open_documents held, jsonb_array_elements(held.document -> 'attachments') carried where held.collection = 'records' and held.id = ${bearerId} and held.document -> 'attachments' is not null
    union all
    select carried.value from open_documents held, jsonb_array_elements(held.document -> 'steps') step, jsonb_array_elements(step.value -> 'attachments') carried where held.collection = 'procedures' and held.id = ${bearerId}`.execute(db)
  return rows.flatMap(({ attachment }) => Attachment.safeParse(attachment).data ?? [])
}

/** What has come of these files, from whatever office: each part with its content and the places of its pieces. */
export async function selectParts(db: Queryable, fileIds: readonly string[]): Promise<{ fileId: string; part: FilePart; officeId: string; content: Content; pieces: number[] }[]> {
  const { rows } = await sql<{ fileId: string; part: FilePart; officeId: string; pieces: number[] } & Content>`
    select file.file_id as "fileId", file.part, file.office_id as "officeId", content.*,
      case when content.whole_at is null then array(select place from file_pieces piece where piece.content_id = content.id order by place) else '{}' end as pieces
    from files file join file_contents content on content.id = file.content_id where file.file_id = any(${[...fileIds]}) order by file.at`.execute(db)
  return rows.map(({ fileId, part, officeId, pieces, ...content }) => ({ fileId, part, officeId, content, pieces }))
}

/** The content of this hash that the office has brought, begun now if it is new; nobody else writes to it until the transaction ends. */
export async function holdContent(db: Queryable, made: { officeId: string; sha256: string; size: number; salt: Uint8Array; at: Instant }): Promise<Content> {
  return db
    .insertInto('file_contents')
    .values({ office_id: made.officeId, sha256: made.sha256, size: made.size, salt: Buffer.from(made.salt), begun_at: made.at, whole_at: null })
    .onConflict((conflict) => conflict.columns(['office_id', 'sha256', 'size']).doUpdateSet({ sha256: (row) => row.ref('excluded.sha256') }))
    .returningAll().executeTakeFirstOrThrow()
}

/** Bytes of all contents that an office has begun. */
export async function sumContents(db: Queryable, officeId: string): Promise<number> {
  const { rows } = await sql<{ sum: number }>`select coalesce(sum(size), 0)::bigint as sum from file_contents where office_id = ${officeId}`.execute(db)
  return Number(rows[0]?.sum ?? 0)
}

export async function isBegun(db: Queryable, { officeId, sha256, size }: { officeId: string; sha256: string; size: number }): Promise<boolean> {
  return (await db.selectFrom('file_contents').select('id').where('office_id', '=', officeId).where('sha256', '=', sha256).where('size', '=', size).executeTakeFirst()) !== undefined
}

/** Says that a content is a part of a file; an office has one content for it, and a small picture may be drawn anew. */
export async function linkContent(db: Queryable, file: { fileId: string; part: FilePart; officeId: string; contentId: number; deviceId: string; at: Instant }): Promise<void> {
  await db
    .insertInto('files')
    .values({ file_id: file.fileId, part: file.part, office_id: file.officeId, content_id: file.contentId, device_id: file.deviceId, at: file.at })
    .onConflict((conflict) => conflict.columns(['file_id', 'part', 'office_id']).doUpdateSet({ content_id: (row) => row.ref('excluded.content_id') }))
    .execute()
}

/** Keeps a piece; one that is there stays. Answers how many there are now. */
export async function keepPiece(db: Queryable, { contentId, place, sealed }: { contentId: number; place: number; sealed: Uint8Array }): Promise<number> {
  await db.insertInto('file_pieces').values({ content_id: contentId, place, sealed: Buffer.from(sealed) }).onConflict((conflict) => conflict.doNothing()).execute()
  const { count } = await db.selectFrom('file_pieces').select(({ fn }) => fn.countAll<number>().as('count')).where('content_id', '=', contentId).executeTakeFirstOrThrow()
  return Number(count)
}

export async function readPiece(db: Queryable, contentId: number, place: number): Promise<Uint8Array | undefined> {
  return (await db.selectFrom('file_pieces').select('sealed').where('content_id', '=', contentId).where('place', '=', place).executeTakeFirst())?.sealed
}

/** Takes the pieces away that together were not what had been announced. */
export async function dropPieces(db: Queryable, contentId: number): Promise<void> {
  await db.deleteFrom('file_pieces').where('content_id', '=', contentId).execute()
}

export async function markWhole(db: Queryable, contentId: number, at: Instant): Promise<void> {
  await db.updateTable('file_contents').set({ whole_at: at }).where('id', '=', contentId).execute()
}

/** What a sealed piece is, for the cipher: of which content, where, and how long. */
export function placeOf({ sha256, size }: { sha256: string; size: number }, place: number): string {
  return `${sha256}|${size}|${place}|${pieceLength(size, place)}`
}
