import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from './desk.ts'
import type { OpenOffice } from './open-office.ts'
import { replaceFile } from './private-files.ts'
import { type Verification, verifyOffice } from './verify-office.ts'

/** What an administrator does to the whole installation. Each needs a log-in of this process and leaves an audit entry. */
export type Maintenance = {
  /** Writes `file` (encrypted database), `file.keyring.json` (its key slots) and `file.files/` (encrypted attachments). */
  backup(file: string, by: { personId: string; role: string }): Promise<void>
  /** Checks database, audit chain, batches and receipts. */
  verify(): Promise<Verification>
}

/** Maintenance of the office that is open at this desk; every function throws while it is locked. */
export function createMaintenance(dataDir: string, desk: Desk): Maintenance {
  function opened(): OpenOffice {
    const office = desk.opened()
    if (!office) throw new Error('maintenance of a locked office')
    return office
  }

  return {
    async backup(file, by) {
      const { audit, office, backup } = opened()
      await audit.append({ at: office.now(), ...by, operation: 'office.backup', objectId: '', outcome: 'intent' })
      await backup(file)
      replaceFile(`${file}.keyring.json`, readFileSync(join(dataDir, 'keyring.json'), 'utf8'))
      if (existsSync(join(dataDir, 'files'))) cpSync(join(dataDir, 'files'), `${file}.files`, { recursive: true })
    },
    verify: () => verifyOffice(opened()),
  }
}
