import { type Insertable, sql } from 'kysely'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { toInstant } from '#shared/kernel/time.ts'
import type { County } from '../county.ts'
import { sha256 } from '../crypto/signing.ts'
import type { Tables } from './tables.ts'

/** Every so many entries the county signs its head. */
const ANCHOR_EVERY = 20

export type AuditFacts = Pick<Insertable<Tables['county_audit']>, 'actor' | 'role' | 'operation' | 'object' | 'purpose' | 'outcome'>

const auditLock = 7_210_003

/** Adds one entry to the county's audit chain, in a transaction of its own: what was tried is known even if it then fails. */
export async function appendAudit(county: County, facts: AuditFacts): Promise<void> {
  await county.db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${auditLock})`.execute(transaction)
    const last = await transaction.selectFrom('county_audit').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1).executeTakeFirst()
    const entry = { sequence: (last?.sequence ?? 0) + 1, at: toInstant(county.now()), ...facts, previous_hash: last?.hash ?? '0'.repeat(64) }
    const hash = auditHash(entry)
    await transaction.insertInto('county_audit').values({ ...entry, hash }).execute()
    if (entry.sequence % ANCHOR_EVERY !== 0) return
    const anchor = { sequence: entry.sequence, hash, at: entry.at }
    await transaction.insertInto('audit_anchors').values({ ...anchor, signature: county.seal.sign(anchorText(anchor)).signature }).execute()
  })
}

/** What the county signs of a head. */
export function anchorText({ sequence, hash, at }: { sequence: number; hash: string; at: string }): string {
  return canonicalJson({ kind: 'audit-anchor', sequence, hash, at })
}

/** The hash of an entry over everything in it, the hash before it included. */
export function auditHash(entry: Omit<Insertable<Tables['county_audit']>, 'hash'>): string {
  const { sequence, at, actor, role, operation, object, purpose, outcome, previous_hash } = entry
  return sha256(canonicalJson({ sequence, at, actor, role, operation, object, purpose, outcome, previous_hash }))
}
