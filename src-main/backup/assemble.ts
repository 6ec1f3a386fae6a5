import { closeSync, fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile, syncFolder } from '../host/private-files.ts'
import { parseKeyring } from '../host/keyring/keyring-file.ts'
import { readIfThere } from '../host/private-files.ts'
import { BackupProblem } from './backup-problem.ts'
import { copyPart, linkPart, measure } from './copy-part.ts'
import { inspectDatabase } from './inspect-database.ts'
import { type Manifest, manifestText, type Part, parts } from './manifest.ts'

export type AssembleOrder = {
  /** Holds the copy of the database already; the rest is written beside it. */
  folder: string
  dataDir: string
  /** An earlier whole backup in the same place, whose kept files may be shared. */
  former: { folder: string; manifest: Manifest } | null
  facts: Pick<Manifest, 'deviceId' | 'officeId' | 'officeName' | 'kind' | 'madeAt' | 'appVersion'>
  /** What was on disk before the copy began: a copy without it is not whole. */
  atLeast: { sequence: number; audit: number }
  storeKey: Uint8Array
  sealKey: Uint8Array
}
export type Tell = (phase: 'files' | 'checking', done: number, of: number) => void

/** Completes a backup beside its database copy and proves it from disk. Throws BackupProblem, StoreError or the disk's error. */
export async function assemble(order: AssembleOrder, tell: Tell): Promise<void> {
  const { folder, facts, sealKey } = order
  const database = join(folder, parts.database)
  tell('checking', 0, 0)
  const found = await inspectDatabase(database, order.storeKey)
  if (!found.sound || found.sequence < order.atLeast.sequence || found.audit.sequence < order.atLeast.audit) throw new BackupProblem(parts.database)
  syncFile(database)
  const written: Part[] = [{ name: parts.database, ...measure(database) }, copyKeyring(order)]
  const missing: string[] = []
  mkdirSync(join(folder, parts.files), { mode: 0o700 })
  for (const [index, id] of found.fileIds.entries()) {
    tell('files', index, found.fileIds.length)
    const part = copyFile(order, id)
    if (part) written.push(part)
    else missing.push(id)
  }
  syncFolder(join(folder, parts.files))
  const { sequence, counts, newestBatch, audit } = found
  replaceFile(join(folder, parts.manifest), manifestText({ format: 1, ...facts, sequence, counts, newestBatch, audit, parts: written, missing }, sealKey))
  for (const [index, part] of written.entries()) {
    tell('checking', index, written.length)
    if (measure(join(folder, part.name)).sha256 !== part.sha256) throw new BackupProblem(part.name)
  }
  syncFolder(folder)
}

function copyKeyring({ dataDir, folder }: AssembleOrder): Part {
  // The spare is whole whenever the first copy is not.
  for (const name of ['keyring.json', 'keyring.spare.json']) {
    const text = readIfThere(join(dataDir, name))
    if (text === null || parseKeyring(text) === null) continue
    return { name: parts.keyring, ...copyPart(join(dataDir, name), join(folder, parts.keyring)) }
  }
  throw new BackupProblem(parts.keyring)
}

function copyFile({ dataDir, folder, former }: AssembleOrder, id: string): Part | null {
  const name = `${parts.files}/${id}`
  const shared = former?.manifest.parts.find((part) => part.name === name)
  if (former && shared && linkPart({ path: join(former.folder, name), sha256: shared.sha256 }, join(folder, name))) return shared
  try {
    return { name, ...copyPart(join(dataDir, 'files', id), join(folder, name)) }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    rmSync(join(folder, name), { force: true })
    return null
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
