import { isAbsolute, join } from 'node:path'
import { rmSync } from 'node:fs'
import type { BackupSummary } from '#shared/contract/backup.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import { derivedKey } from '../host/derive-key.ts'
import { openSlot } from '../host/keyring/key-slot.ts'
import { type KeyringContent, loadKeyring } from '../host/keyring/keyring-file.ts'
import type { Keyring } from '../host/keyring/keyring.ts'
import { BackupProblem } from './backup-problem.ts'
import { copyPart } from './copy-part.ts'
import { isSealed, type Manifest, parts, readManifest } from './manifest.ts'
import { damaged } from './problem-sentence.ts'
import { runThread } from './run-thread.ts'
import { asideFor, stagedFolder, swapIn } from './swap-in.ts'

type Unusable = 'NOT_A_BACKUP' | 'BACKUP_NEWER'
type RestoreProblem = Unusable | 'BACKUP_DAMAGED' | 'WRONG_PASSWORD' | 'TRY_LATER' | 'ACCOUNT_DISABLED'
export type RestoreDeps = { dataDir: string; now(): number; keyring: Pick<Keyring, 'guessing'>; signal: AbortSignal }

/** What lies at a path, for somebody who has not opened it. */
export function inspectBackup(path: string): Result<BackupSummary, Unusable> {
  const read = readUsable(path)
  if (!read.ok) return read
  const { manifest } = read.value
  const keyring = loadKeyring(path)
  const users = keyring.state === 'good' ? keyring.content.slots.filter((slot) => !slot.suspended).map(({ login, name }) => ({ login, name })) : []
  const { officeName, madeAt, appVersion, counts } = manifest
  return ok({ path, officeName, madeAt, appVersion, size: sizeOf(manifest), subjects: counts.subjects ?? 0, records: counts.records ?? 0, files: counts.files ?? 0, users })
}

/** Bytes of all parts. */
export function sizeOf({ parts: all }: Manifest): number {
  return all.reduce((sum, part) => sum + part.size, 0)
}

/**
 * Takes a backup as the data of this directory, in which no office is open. All of it is read, copied and proven first;
 * only then the present data is moved aside. Throws the disk's error; until the move begins, nothing has changed.
 */
export async function restoreBackup(deps: RestoreDeps, { path, login, password }: { path: string; login: string; password: string }): Promise<Result<{ madeAt: Instant; aside: string | null }, RestoreProblem>> {
  const read = readUsable(path)
  if (!read.ok) return read
  const { manifest, seal } = read.value
  const keyring = loadKeyring(path)
  if (keyring.state !== 'good' || keyring.content.deviceId !== manifest.deviceId) return damaged(new BackupProblem(parts.keyring))
  const opened = await openWith(deps, keyring.content, { login, password })
  if (!opened.ok) return opened
  const { dataKey, personId } = opened.value
  const sealKey = derivedKey(dataKey, manifest.deviceId, 'backup manifest')
  const storeKey = derivedKey(dataKey, manifest.deviceId, 'database')
  dataKey.fill(0)
  const staged = stagedFolder(deps.dataDir)
  try {
    if (!isSealed(manifest, seal, sealKey)) return damaged(new BackupProblem(parts.manifest))
    rmSync(staged, { recursive: true, force: true })
    await runThread({ work: 'check', order: { backup: path, scratch: staged, whole: true, storeKey, sealKey } }, { tell: () => undefined, signal: deps.signal })
    copyPart(join(staged, parts.keyring), join(staged, 'keyring.spare.json'))
  } catch (error) {
    rmSync(staged, { recursive: true, force: true })
    if (error instanceof BackupProblem) return damaged(error)
    throw error
  } finally {
    for (const key of [sealKey, storeKey]) key.fill(0)
  }
  const at = toInstant(deps.now())
  const aside = asideFor(deps.dataDir, at)
  swapIn(deps.dataDir, { at, madeAt: manifest.madeAt, personId, aside })
  return ok({ madeAt: manifest.madeAt, aside })
}

function readUsable(path: string): Result<{ manifest: Manifest; seal: string }, Unusable> {
  if (!isAbsolute(path)) return fail('NOT_A_BACKUP')
  const read = readManifest(path)
  if (read.state === 'good') return ok(read)
  return fail(read.state === 'newer' ? 'BACKUP_NEWER' : 'NOT_A_BACKUP')
}

/** The same limits against guessing as at log-in, counted on this PC. */
async function openWith({ keyring: { guessing }, now }: RestoreDeps, content: KeyringContent, { login, password }: { login: string; password: string }): Promise<Result<{ dataKey: Uint8Array; personId: string }, 'WRONG_PASSWORD' | 'TRY_LATER' | 'ACCOUNT_DISABLED'>> {
  const slot = content.slots.find((one) => one.login === login)
  const guesser = slot?.personId ?? ''
  const seconds = guessing.waitSeconds(guesser)
  if (seconds > 0) return fail('TRY_LATER', { seconds })
  if (slot?.suspended) return fail('ACCOUNT_DISABLED')
  guessing.begin(guesser, toInstant(now()))
  const dataKey = slot && (await openSlot(slot, password, content.deviceId))?.office
  if (!slot || !dataKey) return fail('WRONG_PASSWORD')
  guessing.succeeded(guesser)
  return ok({ dataKey, personId: slot.personId })
}
