import { createHmac, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { BackupKind } from '#shared/contract/backup.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { DeviceId } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'
import { readIfThere } from '../host/private-files.ts'

/** The names inside a backup folder. */
export const parts = { database: 'database.sqlite', keyring: 'keyring.json', files: 'files', manifest: 'manifest.json' } as const

/** Only names that we write ourselves: a manifest must not be able to point out of its folder. */
const PartName = z.string().regex(/^(database\.sqlite|keyring\.json|files\/[0-9A-HJKMNP-TV-Z]{26})$/)
export const Part = z.strictObject({ name: PartName, size: z.int().nonnegative(), sha256: z.string() })
export type Part = z.output<typeof Part>

export const Manifest = z.strictObject({
  format: z.literal(1),
  deviceId: DeviceId,
  officeId: z.string().nullable(),
  officeName: z.string(),
  kind: BackupKind,
  madeAt: Instant,
  appVersion: z.string(),
  /** Database-wide sequence of the newest write inside. */
  sequence: z.int().nonnegative(),
  /** Documents per collection that are not withdrawn from the store. */
  counts: z.record(z.string(), z.int()),
  /** Number of the newest batch to the county; 0 when none. */
  newestBatch: z.int().nonnegative(),
  audit: z.strictObject({ sequence: z.int().nonnegative(), hash: z.string() }),
  parts: z.array(Part),
  /** Ids of files that the database names and that were gone already when the backup was made. */
  missing: z.array(z.string()),
})
export type Manifest = z.output<typeof Manifest>

const OnDisk = z.strictObject({ manifest: Manifest, seal: z.string() })
const AnyFormat = z.object({ manifest: z.object({ format: z.int() }) })

/** `newer`: made by a later version of this program. `none`: no manifest, or none of ours. */
export type ReadManifest = { state: 'good'; manifest: Manifest; seal: string } | { state: 'newer' | 'none' }

/** The manifest as text for its file, sealed by a key that only an opened keyring gives. */
export function manifestText(manifest: Manifest, sealKey: Uint8Array): string {
  return JSON.stringify({ manifest, seal: sealOf(manifest, sealKey) }, null, 1)
}

/** Reads the manifest of a backup folder; who only reads it cannot tell yet whether it was changed. */
export function readManifest(folder: string): ReadManifest {
  try {
    const json: unknown = JSON.parse(readIfThere(join(folder, parts.manifest)) ?? 'null')
    const read = OnDisk.safeParse(json)
    if (read.success) return { state: 'good', ...read.data }
    const other = AnyFormat.safeParse(json)
    return { state: other.success && other.data.manifest.format > 1 ? 'newer' : 'none' }
  } catch {
    return { state: 'none' }
  }
}

/** Whether nobody has changed the manifest since it was written. */
export function isSealed(manifest: Manifest, seal: string, sealKey: Uint8Array): boolean {
  const expected = Buffer.from(sealOf(manifest, sealKey), 'hex')
  const found = Buffer.from(seal, 'hex')
  return found.length === expected.length && timingSafeEqual(found, expected)
}

function sealOf(manifest: Manifest, sealKey: Uint8Array): string {
  return createHmac('sha256', sealKey).update(canonicalJson(manifest)).digest('hex')
}
