import { join } from 'node:path'
import { sql } from 'kysely'
import { createSeal, type Seal } from '../crypto/signing.ts'
import type { Database, Queryable } from '../db/open-database.ts'
import { readKey } from './county-key.ts'

const identityLock = 7_210_002

/**
 * The county's key and epoch. The key lies in the data directory and not in the database, so that a copy of the
 * database cannot sign receipts. Throws when database and key do not belong together.
 * A database that was restored into another cluster starts a new epoch: devices then offer their batches again.
 */
export async function openIdentity(db: Database, dataDir: string, randomBytes: (size: number) => Uint8Array): Promise<{ seal: Seal; epoch: string }> {
  const newEpoch = () => Buffer.from(randomBytes(12)).toString('hex')
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${identityLock})`.execute(transaction)
    const found = await transaction.selectFrom('county').selectAll().executeTakeFirst()
    const seal = createSeal(await readKey(join(dataDir, 'county-key.pem'), found === undefined))
    const system = await systemIdentifier(transaction)
    if (!found) {
      const epoch = newEpoch()
      await transaction.insertInto('county').values({ name: '', epoch, public_key: seal.publicKey, system_identifier: system }).execute()
      return { seal, epoch }
    }
    if (found.public_key !== seal.publicKey) throw new Error('county-key.pem is not the key of this database')
    if (found.system_identifier === system) return { seal, epoch: found.epoch }
    const epoch = newEpoch()
    await transaction.updateTable('county').set({ epoch, system_identifier: system }).execute()
    // Transaction ids of another cluster mean nothing here; unchanged they could lie in the future and hide a document for years.
    await sql`update documents set change_xid = pg_current_xact_id()`.execute(transaction)
    return { seal, epoch }
  })
}

async function systemIdentifier(db: Queryable): Promise<string> {
  const { rows } = await sql<{ identifier: string }>`select system_identifier::text as identifier from pg_control_system()`.execute(db)
  return rows[0]?.identifier ?? ''
}
