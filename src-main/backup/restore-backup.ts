import { isAbsolute, join } from 'node:path'
import { existsSync, rmSync } from 'node:fs'
import type { BackupComparison, BackupSummary } from '#shared/contract/backup.ts'
import { fail, ok, type Refusal, type Result } from '#shared/kernel/result.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import { derivedKey } from '../host/derive-key.ts'
import { openSlot } from '../host/keyring/key-slot.ts'
import { type KeyringContent, loadKeyring } from '../host/keyring/keyring-file.ts'
import type { Keyring } from '../host/keyring/keyring.ts'
import { translate } from '../host/translate.ts'
import { StoreError } from '../store/rx-storage-sqlite/index.ts'
import type { Tell } from './assemble.ts'
import { BackupProblem } from './backup-problem.ts'
import type { Compared } from './compare-database.ts'
import { copyPart } from './copy-part.ts'
import { isSealed, type Manifest, parts, readManifest } from './manifest.ts'
import type { Lost } from './lost.ts'
import { damaged, isUnplugged } from './problem-sentence.ts'
import { Cancelled, runThread } from './run-thread.ts'
import { asideFor, stagedFolder, swapIn } from './swap-in.ts'

export type Unusable = 'NOT_A_BACKUP' | 'BACKUP_NEWER'
export type RestoreProblem = Unusable | 'BACKUP_DAMAGED' | 'WRONG_PASSWORD' | 'TRY_LATER' | 'ACCOUNT_DISABLED' | 'RESTORE_CANCELLED' | 'RESTORE_DISK_FULL' | 'RESTORE_UNREADABLE'
type Credentials = { path: string; login: string; password: string }
export type RestoreDeps = { dataDir: string; now(): number; keyring: Keyring; tell: Tell; signal: AbortSignal }

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
 * What the data of this directory, in which no office is open, holds beyond a backup. Looked at under the same log-in and
 * password, when they open it; a password that opens the backup only tells nothing of the present data.
 */
export async function compareWithPresent(deps: RestoreDeps, { path, login, password }: Credentials): Promise<Result<BackupComparison, Unusable | 'BACKUP_DAMAGED' | 'WRONG_PASSWORD' | 'TRY_LATER' | 'ACCOUNT_DISABLED'>> {
  const opened = await openBackup(deps, { path, login, password })
  if (!opened.ok) return opened
  for (const key of [opened.value.sealKey, opened.value.storeKey]) key.fill(0)
  const officeName = deps.keyring.state() === 'good' ? deps.keyring.content().officeName : ''
  const nothing = { officeName, changed: { subjects: 0, records: 0, groups: 0, people: 0, files: 0 }, newestAt: null, lost: [] }
  if (deps.keyring.state() === 'none') return ok({ present: 'none', ...nothing })
  const found = await lookAtPresent(deps, opened.value.manifest, { login, password })
  if (!found) return ok({ present: 'closed', ...nothing })
  const { isSameHistory, changed, newestAt, lost } = found
  return ok({ present: isSameHistory ? 'later' : 'other', officeName, changed, newestAt, lost })
}

/**
 * Takes a backup as the data of this directory, in which no office is open. All of it is read, copied and proven first;
 * only then the present data is moved aside. Throws the disk's error; until the move begins, nothing has changed.
 */
export async function restoreBackup(deps: RestoreDeps, { path, login, password }: Credentials): Promise<Result<{ madeAt: Instant; aside: string | null }, RestoreProblem>> {
  const opened = await openBackup(deps, { path, login, password })
  if (!opened.ok) return opened
  const { manifest, personId, sealKey, storeKey } = opened.value
  const staged = stagedFolder(deps.dataDir)
  let lost: Lost | null
  try {
    lost = (await lookAtPresent(deps, manifest, { login, password }))?.lost ?? null
    rmSync(staged, { recursive: true, force: true })
    await runThread({ work: 'check', order: { backup: path, scratch: staged, whole: true, storeKey, sealKey } }, deps)
    copyPart(join(staged, parts.keyring), join(staged, 'keyring.spare.json'))
  } catch (error) {
    rmSync(staged, { recursive: true, force: true })
    return problemOf(error)
  } finally {
    for (const key of [sealKey, storeKey]) key.fill(0)
  }
  const at = toInstant(deps.now())
  const aside = asideFor(deps.dataDir, at)
  swapIn(deps.dataDir, { at, madeAt: manifest.madeAt, personId, aside, lost })
  return ok({ madeAt: manifest.madeAt, aside })
}

/** Until here nothing of the present data has moved. Throws what is a bug of ours. */
export function problemOf(error: unknown): Refusal<RestoreProblem> {
  if (error instanceof BackupProblem) return damaged(error)
  if (error instanceof Cancelled) return fail('RESTORE_CANCELLED')
  if (translate(error)?.code === 'DISK_FULL') return fail('RESTORE_DISK_FULL')
  if (isUnplugged(error)) return fail('RESTORE_UNREADABLE')
  throw error
}

type Opened = { manifest: Manifest; personId: string; sealKey: Uint8Array; storeKey: Uint8Array }

/** The keys of a backup, by a password that was valid when it was made; its list is the one that was sealed then. */
async function openBackup(deps: RestoreDeps, { path, login, password }: Credentials): Promise<Result<Opened, Unusable | 'BACKUP_DAMAGED' | 'WRONG_PASSWORD' | 'TRY_LATER' | 'ACCOUNT_DISABLED'>> {
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
  if (isSealed(manifest, seal, sealKey)) return ok({ manifest, personId, sealKey, storeKey })
  for (const key of [sealKey, storeKey]) key.fill(0)
  return damaged(new BackupProblem(parts.manifest))
}

/** Null when there is no present data, or none that this password opens and that can be read. */
async function lookAtPresent(deps: RestoreDeps, manifest: Manifest, { login, password }: Omit<Credentials, 'path'>): Promise<Compared | null> {
  const { keyring, dataDir, signal } = deps
  const database = join(dataDir, 'office.sqlite')
  if (keyring.state() !== 'good' || !keyring.content().slots.some((slot) => slot.login === login) || !existsSync(database)) return null
  const unlocked = await keyring.unlock(login, password)
  if (!unlocked.ok) return null
  const { deviceId } = keyring.content()
  const storeKey = derivedKey(unlocked.value.dataKey, deviceId, 'database')
  unlocked.value.dataKey.fill(0)
  const { sequence, audit } = manifest
  try {
    return await runThread({ work: 'compare', order: { database, storeKey, backup: manifest.deviceId === deviceId ? { sequence, audit } : null } }, { tell: () => undefined, signal })
  } catch (error) {
    // Damaged present data is a reason to restore, never one against it.
    if (error instanceof StoreError) return null
    throw error
  } finally {
    storeKey.fill(0)
  }
}

/** The manifest of a backup at an absolute path that this version can read. */
export function readUsable(path: string): Result<{ manifest: Manifest; seal: string }, Unusable> {
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
