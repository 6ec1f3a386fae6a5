import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BackupKind } from '#shared/contract/backup.ts'
import { APP_VERSION } from '../host/app-version.ts'
import { type OpenOffice, officeSetting } from '../host/open-office.ts'
import { syncFolder } from '../host/private-files.ts'
import { enrolmentSetting } from '../sync/sync-settings.ts'
import type { Tell } from './assemble.ts'
import { backupName, findBackups, removeBackup, removeUnfinished, unfinished } from './folders.ts'
import { parts } from './manifest.ts'
import { spent } from './rotation.ts'
import { Cancelled, runThread } from './run-thread.ts'

export type Wanted = { kind: BackupKind; folder: string; /** Its own name instead of one made of the time. */ path?: string }
export type Following = { tell: Tell; signal: AbortSignal }

/**
 * Makes one backup and gives its path. It gets its name only when it has been read back whole; whatever ends the work
 * before leaves the former backups as they were. Throws BackupProblem, Cancelled, StoreError or the disk's error.
 */
export async function makeBackup(opened: OpenOffice, wanted: Wanted, { tell, signal }: Following): Promise<string> {
  const { office } = opened
  // Keys first: somebody may lock while the database is being copied.
  const keys = { storeKey: office.deriveKey('database'), sealKey: office.deriveKey('backup manifest') }
  const madeAt = office.now()
  const target = wanted.path ?? join(wanted.folder, backupName(office.deviceId, madeAt))
  const folder = unfinished(target)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  removeUnfinished(wanted.folder, office.deviceId)
  rmSync(folder, { recursive: true, force: true })
  const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
  const name = await office.settings.get(officeSetting.id, officeSetting.schema)
  const facts = { deviceId: office.deviceId, officeId: enrolment?.officeId ?? null, officeName: name?.name ?? '', kind: wanted.kind, madeAt, appVersion: APP_VERSION }
  const atLeast = { sequence: office.log.lastSequence(), audit: office.auditHead().sequence }
  const former = findBackups(wanted.folder, office.deviceId)[0]
  try {
    mkdirSync(folder, { mode: 0o700 })
    await opened.backup(join(folder, parts.database))
    if (signal.aborted) throw new Cancelled()
    await runThread({ work: 'assemble', order: { folder, dataDir: office.dataDir, former: former ? { folder: former.path, manifest: former.manifest } : null, facts, atLeast, ...keys } }, { tell, signal })
    if (existsSync(target)) throw new Error('a backup of this name is there already')
    renameSync(folder, target)
    syncFolder(dirname(target))
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  } finally {
    keys.storeKey.fill(0)
    keys.sealKey.fill(0)
  }
  if (wanted.kind === 'daily') rotate(wanted.folder, office.deviceId)
  return target
}

/** Only after a new backup has been proven. Those made by hand are people's. */
function rotate(folder: string, deviceId: OpenOffice['office']['deviceId']): void {
  const daily = findBackups(folder, deviceId).filter(({ manifest }) => manifest.kind === 'daily')
  for (const { found } of spent(daily.map((one) => ({ found: one, madeAt: one.manifest.madeAt })))) removeBackup(folder, found)
}
