import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { backupSetting } from '../../backup/backup-settings.ts'
import { findBackups } from '../../backup/folders.ts'
import { backupKeys } from '../../backup/former-keys.ts'
import { isSealed, manifestText, parts, readManifest } from '../../backup/manifest.ts'
import type { Office } from '../office.ts'
import { keyringText, parseKeyring } from '../keyring/keyring-file.ts'
import { withoutGrants } from '../keyring/without-grants.ts'
import { replaceFile } from '../private-files.ts'

/**
 * Takes the grants out of the keyrings in this device's backups within reach: a former password in one of them would open the
 * present database. A backup that does not prove sound is left alone. Gives how many there were.
 */
export async function closeBackups(office: Office, defaultFolder: string): Promise<number> {
  const setting = await office.settings.get(backupSetting.id, backupSetting.schema)
  let closed = 0
  for (const folder of new Set([defaultFolder, setting?.folder ?? defaultFolder])) for (const { path } of findBackups(folder, office.deviceId)) if (await closeBackup(office, path)) closed++
  return closed
}

async function closeBackup(office: Office, path: string): Promise<boolean> {
  const read = readManifest(path)
  if (read.state !== 'good') return false
  const { storeKey, sealKey } = await backupKeys(office, read.manifest.madeAt)
  try {
    const keyring = parseKeyring(readFileSync(join(path, parts.keyring), 'utf8'))
    if (!keyring || !isSealed(read.manifest, read.seal, sealKey)) return false
    const text = keyringText(withoutGrants(keyring))
    const part = { name: parts.keyring, size: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') }
    replaceFile(join(path, parts.keyring), text)
    replaceFile(join(path, parts.manifest), manifestText({ ...read.manifest, parts: read.manifest.parts.map((one) => (one.name === parts.keyring ? part : one)) }, sealKey))
    return true
  } catch {
    // A stick that is full or read-only; the present keyring has lost its grants in any case.
    return false
  } finally {
    storeKey.fill(0)
    sealKey.fill(0)
  }
}
