import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceId } from '#shared/kernel/ids.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { backupName, findBackups, removeUnfinished, unfinished } from '../backup/folders.ts'
import { parts } from '../backup/manifest.ts'
import { runThread } from '../backup/run-thread.ts'
import type { SqliteStore } from '../store/rx-storage-sqlite/index.ts'
import { APP_VERSION } from './app-version.ts'
import { derivedKey } from './derive-key.ts'
import { loadKeyring } from './keyring/keyring-file.ts'
import { syncFolder } from './private-files.ts'

type Before = { store: Pick<SqliteStore, 'vacuumInto' | 'lastSequence'>; dataDir: string; deviceId: DeviceId; dataKey: Uint8Array; now(): number }

/**
 * A whole backup of what an upgrade is about to change, where the daily ones are by default; it counts as made by hand,
 * so that no rotation takes it. Throws what a backup throws; then the upgrade must not begin.
 */
export async function backUpBeforeUpgrade({ store, dataDir, deviceId, dataKey, now }: Before): Promise<void> {
  const loaded = loadKeyring(dataDir)
  const keyring = loaded.state === 'good' ? loaded.content : null
  // Without a keyring there is no office yet, only a first run.
  if (!keyring) return
  const place = join(dataDir, 'backups')
  const madeAt = toInstant(now())
  const target = join(place, `${backupName(deviceId, madeAt)}-before-upgrade`)
  const folder = unfinished(target)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  removeUnfinished(place, deviceId)
  rmSync(folder, { recursive: true, force: true })
  const former = findBackups(place, deviceId)[0]
  const keys = { storeKey: derivedKey(dataKey, deviceId, 'database'), sealKey: derivedKey(dataKey, deviceId, 'backup manifest') }
  try {
    mkdirSync(folder, { mode: 0o700 })
    await store.vacuumInto(join(folder, parts.database))
    const facts = { deviceId, officeId: null, officeName: keyring.officeName, kind: 'byHand' as const, madeAt, appVersion: APP_VERSION }
    const order = { folder, dataDir, former: former ? { folder: former.path, manifest: former.manifest } : null, facts, atLeast: { sequence: store.lastSequence(), audit: 0 }, ...keys }
    await runThread({ work: 'assemble', order }, { tell: () => undefined, signal: new AbortController().signal })
    if (existsSync(target)) throw new Error('a backup of this name is there already')
    renameSync(folder, target)
    syncFolder(place)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  } finally {
    Object.values(keys).forEach((key) => key.fill(0))
  }
}
