import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import { BackupProblem } from '../backup/backup-problem.ts'
import { damaged as damagedBackup } from '../backup/problem-sentence.ts'
import { copyPart } from '../backup/copy-part.ts'
import { findBackups } from '../backup/folders.ts'
import { inspectDatabase } from '../backup/inspect-database.ts'
import { parts, readManifest } from '../backup/manifest.ts'
import type { RestoreDeps } from '../backup/restore-backup.ts'
import { runThread } from '../backup/run-thread.ts'
import { asideFor, stagedFolder, swapIn } from '../backup/swap-in.ts'
import { derivedKey } from '../host/derive-key.ts'
import type { UnlockProblem } from '../host/keyring/keyring.ts'
import { syncFolder } from '../host/private-files.ts'
import { collectionSchemas, openCollections } from '../store/collections.ts'
import { type Change, openSqliteStore, type Salvage, salvageStore } from '../store/rx-storage-sqlite/index.ts'
import { chooseDocuments, type Choice } from './choose-documents.ts'
import { rebuildDatabase } from './rebuild-database.ts'

/** What a recovery has brought together, and what it could not; `collection/id`, never content. */
export type Recovery = {
  backup: { path: string; madeAt: Instant } | null
  /** Whether anything of the damaged file could be read. */
  readable: boolean
  documents: { fromDamaged: number; fromBackup: number; fromBatches: number }
  older: string[]
  lost: string[]
  /** Whether the chain of audit entries holds over what was put together. */
  auditHolds: boolean
  /** Where the former data lies, untouched. */
  aside: string | null
}
type Wanted = { login: string; password: string; /** A backup to use; null: the newest sound one of this PC. */ backup: string | null }
export type RecoverProblem = UnlockProblem | 'NOT_ALLOWED' | 'BACKUP_DAMAGED' | 'DATABASE_DAMAGED'

/**
 * The recovery ladder for a database that no longer opens or is found damaged: what its log still holds, then everything
 * readable of it, the last backup that proves sound, and the batches for the county; of each document the newest version.
 * What is put together takes the place of the former data, which is moved aside as by a restore. Throws the disk's error;
 * until the move begins nothing has changed.
 */
export async function recoverOffice(deps: RestoreDeps, wanted: Wanted): Promise<Result<Recovery, RecoverProblem>> {
  const unlocked = await deps.keyring.unlock(wanted.login, wanted.password)
  if (!unlocked.ok) return unlocked
  const { slot, vault, dataKey } = unlocked.value
  if (vault !== 'office') {
    dataKey.fill(0)
    return fail('NOT_ALLOWED')
  }
  const { deviceId } = deps.keyring.content()
  const keys = { storeKey: derivedKey(dataKey, deviceId, 'database'), sealKey: derivedKey(dataKey, deviceId, 'backup manifest') }
  dataKey.fill(0)
  const staged = stagedFolder(deps.dataDir)
  const scratch = join(deps.dataDir, 'recover.scratch')
  const name = `office-${deviceId.toLowerCase()}`
  try {
    for (const folder of [staged, scratch]) {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { mode: 0o700 })
    }
    const damaged = salvage(deps.dataDir, scratch, keys.storeKey)
    const backup = await soundBackup(deps, { path: wanted.backup, scratch, keys })
    if (!backup && !damaged.opened) return fail('DATABASE_DAMAGED')
    const earlier = backup ? await documentsOf(backup.database, { key: keys.storeKey, name }) : { documents: [], sequence: 0 }
    const choice = chooseDocuments({ damaged: ours(damaged.documents), backup: ours(earlier.documents), missing: ours(damaged.missing) })
    const database = join(staged, parts.database)
    const { ok: isSound } = await rebuildDatabase({ filename: database, key: keys.storeKey, name }, choice.chosen, Math.max(damaged.sequence, earlier.sequence))
    if (!isSound) return fail('DATABASE_DAMAGED')
    const { sound: auditHolds } = await inspectDatabase(database, keys.storeKey)
    stageRest(deps.dataDir, staged)
    const at = toInstant(deps.now())
    const aside = asideFor(deps.dataDir, at)
    swapIn(deps.dataDir, { at, madeAt: backup?.madeAt ?? at, personId: slot.personId, aside, lost: null })
    return ok({ backup: backup && { path: backup.path, madeAt: backup.madeAt }, readable: damaged.opened, documents: countsOf(choice), older: choice.older, lost: choice.lost, auditHolds, aside })
  } catch (error) {
    if (error instanceof BackupProblem) return damagedBackup(error)
    throw error
  } finally {
    for (const key of Object.values(keys)) key.fill(0)
    for (const folder of [staged, scratch]) rmSync(folder, { recursive: true, force: true })
  }
}

const ours = <T extends { collection: string }>(all: readonly T[]): T[] => all.filter(({ collection }) => Object.hasOwn(collectionSchemas, collection))

function countsOf({ chosen }: Choice): Recovery['documents'] {
  const count = (source: Choice['chosen'][number]['source']): number => chosen.filter((one) => one.source === source).length
  return { fromDamaged: count('damaged'), fromBackup: count('backup'), fromBatches: count('batch') }
}

/** From a copy: opening plays in the log, and the original is evidence. */
function salvage(dataDir: string, scratch: string, key: Uint8Array): Salvage {
  for (const end of ['', '-wal']) {
    const source = join(dataDir, `office.sqlite${end}`)
    if (existsSync(source)) copyFileSync(source, join(scratch, `damaged.sqlite${end}`))
  }
  const filename = join(scratch, 'damaged.sqlite')
  return existsSync(filename) ? salvageStore({ filename, key }) : { opened: false, sequence: 0, documents: [], missing: [] }
}

type Sound = { path: string; madeAt: Instant; database: string }

/** The named backup, or the newest below the data directory that proves whole; null when there is none. Throws for a named one that is not. */
async function soundBackup(deps: RestoreDeps, { path, scratch, keys }: { path: string | null; scratch: string; keys: { storeKey: Uint8Array; sealKey: Uint8Array } }): Promise<Sound | null> {
  const found = path === null ? findBackups(join(deps.dataDir, 'backups'), deps.keyring.content().deviceId).map((one) => one.path) : [path]
  for (const [index, candidate] of found.entries()) {
    const folder = join(scratch, `backup-${index}`)
    try {
      await runThread({ work: 'check', order: { backup: candidate, scratch: folder, whole: false, storeKey: Uint8Array.from(keys.storeKey), sealKey: Uint8Array.from(keys.sealKey) } }, deps)
      const read = readManifest(candidate)
      if (read.state === 'good') return { path: candidate, madeAt: read.manifest.madeAt, database: join(folder, parts.database) }
    } catch (error) {
      if (!(error instanceof BackupProblem) || path !== null) throw error
    }
  }
  return null
}

/** All documents of a backup's database in this program's form. */
async function documentsOf(filename: string, { key, name }: { key: Uint8Array; name: string }): Promise<{ documents: Change[]; sequence: number }> {
  const store = openSqliteStore({ filename, key })
  try {
    await (await openCollections(name, store.storage)).close()
    const documents: Change[] = []
    for (let after = 0; ; ) {
      const page = await store.changesSince({ after, limit: 2000 })
      documents.push(...page)
      const last = page.at(-1)
      if (last === undefined) return { documents, sequence: store.lastSequence() }
      after = last.sequence
    }
  } finally {
    await store.close()
  }
}

/** Keyring and kept files, which are not damaged: the files as second names of the same bytes where the disk allows. */
function stageRest(dataDir: string, staged: string): void {
  const keyring = ['keyring.json', 'keyring.spare.json'].map((file) => join(dataDir, file)).find((file) => existsSync(file))
  if (keyring === undefined) throw new Error('unreachable: the keyring was opened')
  for (const file of ['keyring.json', 'keyring.spare.json']) {
    const own = join(dataDir, file)
    copyPart(existsSync(own) ? own : keyring, join(staged, file))
  }
  const files = join(dataDir, 'files')
  mkdirSync(join(staged, parts.files), { mode: 0o700 })
  for (const file of existsSync(files) ? readdirSync(files) : []) {
    try {
      linkSync(join(files, file), join(staged, parts.files, file))
    } catch {
      copyPart(join(files, file), join(staged, parts.files, file))
    }
  }
  syncFolder(join(staged, parts.files))
  syncFolder(staged)
}
