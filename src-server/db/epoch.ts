import { sql } from 'kysely'
import { Instant, toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { Queryable } from './open-database.ts'

/**
 * `floor`: every revision given in this epoch is above it. `restoredTo`: up to when the county knew everything as it began.
 * `knewThrough`: what was received later than this and carries a revision of before the epoch was given its number after the
 * county had been put back and before anybody noticed, so that the number may stand for two versions.
 */
export type Epoch = { epoch: string; floor: number; restoredTo: Instant | null; knewThrough: Instant | null }

/** Far more revisions than one document has in one epoch. */
const EPOCH_STEP = 1_000_000
/** What was received so shortly before the newest thing in a backup may have been committed after it. */
const MARGIN_MS = 10 * 60_000
const epochLock = 7_210_002

/** The epoch in force; read with every use, because any server process may begin another one. */
export async function readEpoch(db: Queryable): Promise<Epoch> {
  const { epoch, revision_floor, restored_to } = await db.selectFrom('county').select(['epoch', 'revision_floor', 'restored_to']).executeTakeFirstOrThrow()
  return { epoch, floor: revision_floor, restoredTo: restored_to, knewThrough: restored_to && toInstant(toMilliseconds(restored_to) + MARGIN_MS) }
}

/** Lets one process after the other ask whether a new epoch must begin, until the transaction ends. */
export async function lockEpoch(db: Queryable): Promise<void> {
  await sql`select pg_advisory_xact_lock(${epochLock})`.execute(db)
}

/**
 * Begins an epoch in a database that was put back to an earlier state. `seenAt`: when it still knew what it has forgotten;
 * what it received since then, it received after it was put back. To be called under lockEpoch.
 */
export async function beginEpoch(db: Queryable, epoch: string, { system, seenAt }: { system: string; seenAt?: Instant | undefined }): Promise<void> {
  const { rows } = await sql<{ newest: Instant | null }>`select max(received_at) as newest from document_versions where ${seenAt ?? null}::timestamptz is null or received_at <= ${seenAt ?? null}::timestamptz`.execute(db)
  const newest = rows[0]?.newest
  const restored_to = newest ? toInstant(toMilliseconds(newest) - MARGIN_MS) : Instant.parse('1970-01-01T00:00:00.000Z')
  await db.updateTable('county').set({ epoch, system_identifier: system, revision_floor: sql<number>`revision_floor + ${EPOCH_STEP}`, restored_to }).execute()
  // Transaction ids of another life mean nothing here; unchanged they could lie in the future and hide a document for years.
  await sql`update documents set change_xid = pg_current_xact_id()`.execute(db)
}

/** The identifier of the PostgreSQL cluster, which a restored dump does not bring along. */
export async function systemIdentifier(db: Queryable): Promise<string> {
  const { rows } = await sql<{ identifier: string }>`select system_identifier::text as identifier from pg_control_system()`.execute(db)
  return rows[0]?.identifier ?? ''
}

type Books = { position: number; chainHash: string; auditSequence: number; auditHash: string; nextXid: string }

/** Where the ledger, the audit chain and the transaction ids stand, seen in one moment. */
export async function readBooks(db: Queryable): Promise<Books> {
  const { rows } = await sql<Books>`
    select head.position, head.chain_hash as "chainHash", coalesce(last.sequence, 0)::bigint as "auditSequence", coalesce(last.hash, '') as "auditHash",
      pg_snapshot_xmax(pg_current_snapshot())::text as "nextXid"
    from ledger_head head left join lateral (select sequence, hash from county_audit order by sequence desc limit 1) last on true`.execute(db)
  const [books] = rows
  if (!books) throw new Error('the ledger has no head')
  return books
}

/** Whether these books once grew out of a state that stood so. False: the database was put back to before it. */
export async function growsFrom(db: Queryable, { position, chainHash, auditSequence, auditHash, nextXid }: Books): Promise<boolean> {
  const { rows } = await sql<{ grown: boolean }>`
    select (${position}::bigint = 0 or exists (select from ledger where position = ${position} and chain_hash = ${chainHash}))
      and (${auditSequence}::bigint = 0 or exists (select from county_audit where sequence = ${auditSequence} and hash = ${auditHash}))
      and ${nextXid}::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) as grown`.execute(db)
  return rows[0]?.grown === true
}
