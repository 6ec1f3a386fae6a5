import { readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { syncFolder } from '../host/private-files.ts'
import { type Manifest, readManifest } from './manifest.ts'

const PREFIX = 'office-backup-'
/** The end of a name that is never taken for a backup. */
const UNFINISHED = '.partial'

/** A whole backup as found in a folder. */
export type Found = { path: string; name: string; manifest: Manifest }

/** The name of a backup: time and the end of the device's id; nothing about persons. */
export function backupName(deviceId: DeviceId, madeAt: Instant): string {
  return `${PREFIX}${madeAt.replaceAll(/[-:.Z]/g, '')}-${deviceId.slice(-6)}`
}

/** Where a backup is gathered until it is proven. */
export function unfinished(path: string): string {
  return `${path}${UNFINISHED}`
}

/** The whole backups of one device (null: of any) in a folder, newest first. A folder that is not there holds none. */
export function findBackups(folder: string, deviceId: DeviceId | null): Found[] {
  return namesIn(folder)
    .filter((name) => name.startsWith(PREFIX) && !name.endsWith(UNFINISHED))
    .flatMap((name) => {
      const path = join(folder, name)
      const read = readManifest(path)
      return read.state === 'good' && (deviceId === null || read.manifest.deviceId === deviceId) ? [{ path, name, manifest: read.manifest }] : []
    })
    .sort((a, b) => (a.manifest.madeAt < b.manifest.madeAt ? 1 : -1))
}

/** Clears what a kill left of this device's backups; a stick may also hold another PC's, which may be at work. */
export function removeUnfinished(folder: string, deviceId: DeviceId): void {
  for (const name of namesIn(folder)) if (name.startsWith(PREFIX) && name.endsWith(`-${deviceId.slice(-6)}${UNFINISHED}`)) rmSync(join(folder, name), { recursive: true, force: true })
}

/** Removes a whole backup. It loses its name first, so that a kill in the middle leaves nothing that looks whole. */
export function removeBackup(folder: string, { path }: Found): void {
  renameSync(path, unfinished(path))
  syncFolder(folder)
  rmSync(unfinished(path), { recursive: true, force: true })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
