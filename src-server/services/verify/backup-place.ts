import { toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { appendAudit } from '../../db/audit.ts'

/** Where a ledger ends, as a person copies it from one screen to another: its last place and the beginning of the chain's hash there. */
export type BackupPlace = { position: number; code: string }
const CODE_LENGTH = 12

/** The place that a verified copy of this database stands for; null while the ledger is empty. */
export async function backupPlace(county: County): Promise<BackupPlace | null> {
  const last = await county.db.selectFrom('ledger').select(['position', 'chain_hash']).orderBy('position', 'desc').limit(1).executeTakeFirst()
  return last ? { position: last.position, code: last.chain_hash.slice(0, CODE_LENGTH) } : null
}

/**
 * Takes somebody's word that a backup up to this place was put up on trial and found whole; devices hear of it. Answers
 * false where this ledger never stood so: another county's backup, one of before a restore, or a slip of the pen.
 */
export async function declareBackup(county: County, { position, code }: BackupPlace): Promise<boolean> {
  await appendAudit(county, { actor: 'command line', role: 'countyAdministrator', operation: 'backup.declare', object: String(position), purpose: code, outcome: 'intent' })
  const entry = await county.db.selectFrom('ledger').select('chain_hash').where('position', '=', position).executeTakeFirst()
  if (!entry || code.length !== CODE_LENGTH || !entry.chain_hash.startsWith(code.toLowerCase())) return false
  await county.db.insertInto('verified_backups').values({ position, at: toInstant(county.now()) }).onConflict((conflict) => conflict.doNothing()).execute()
  return true
}
