import { join } from 'node:path'
import { createSeal, type Seal } from '../crypto/signing.ts'
import { beginEpoch, lockEpoch, systemIdentifier } from '../db/epoch.ts'
import type { Database } from '../db/open-database.ts'
import { readKey } from './county-key.ts'

/**
 * The county's key and epoch. The key lies in the data directory and not in the database, so that a copy of the
 * database cannot sign receipts. Throws when database and key do not belong together.
 * A database that was restored into another cluster starts a new epoch: devices then offer their batches again.
 */
export async function openIdentity(db: Database, dataDir: string, randomBytes: (size: number) => Uint8Array): Promise<{ seal: Seal; epoch: string }> {
  const newEpoch = () => Buffer.from(randomBytes(12)).toString('hex')
  return db.transaction().execute(async (transaction) => {
    await lockEpoch(transaction)
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
    await beginEpoch(transaction, epoch, { system })
    return { seal, epoch }
  })
}
