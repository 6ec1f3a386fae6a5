import { dirname } from 'node:path'
import type { Ended } from '../backup/backup-job.ts'
import { recoverOffice, type RecoverProblem, type Recovery } from '../recovery/recover-office.ts'
import { type Result } from '#shared/kernel/result.ts'
import type { Desk } from './desk.ts'
import type { OpenOffice } from './open-office.ts'
import { type Verification, verifyOffice } from './verify-office.ts'

/** What an administrator does to the whole installation. Each needs a log-in of this process and leaves an audit entry. */
export type Maintenance = {
  /** Makes a backup folder at `path`, which must not exist, and waits for its end. */
  backup(path: string, by: { personId: string; role: string }): Promise<Result<Ended, 'BACKUP_RUNNING'>>
  /** Checks database, audit chain, batches and receipts. */
  verify(): Promise<Verification>
  /** Puts a damaged database together again from whatever holds; nobody may be logged in. `backup` null: the newest sound one. */
  recover(wanted: { login: string; password: string; backup: string | null }): Promise<Result<Recovery, RecoverProblem | 'RESTORE_WHILE_OPEN'>>
}

/** Maintenance of the office that is open at this desk; every function throws while it is locked. */
export function createMaintenance(desk: Desk): Maintenance {
  function opened(): OpenOffice {
    const office = desk.opened()
    if (!office || office.volunteer) throw new Error('maintenance of a locked office')
    return office
  }

  return {
    async backup(path, { personId, role }) {
      const office = opened()
      await office.audit.append({ at: office.office.now(), personId, role, operation: 'backup.start', objectId: '', outcome: 'intent' })
      const begun = desk.backups.make(office, { kind: 'byHand', folder: dirname(path), path })
      return begun.ok ? { ok: true, value: await begun.value.ended } : begun
    },
    verify: () => verifyOffice(opened()),
    recover: (wanted) => desk.restore((deps) => recoverOffice(deps, wanted)),
  }
}
