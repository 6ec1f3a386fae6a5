import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'
import { readIfThere, replaceFile, syncFolder } from '../host/private-files.ts'
import { Lost } from './lost.ts'
import { parts } from './manifest.ts'

/** What a restore was: when, of which backup, by whom, where the former data lies now, and what of it had never been sent. */
export const Restored = z.strictObject({ at: Instant, madeAt: Instant, personId: z.string(), aside: z.string().nullable(), lost: Lost.nullable().default(null) })
export type Restored = z.output<typeof Restored>
const Journal = z.strictObject({ phase: z.enum(['aside', 'in']), restored: Restored })

/** Everything that belongs to the present data; a `-wal` left behind would be played into the restored database. */
const present = ['office.sqlite', 'office.sqlite-wal', 'office.sqlite-shm', 'office.sqlite-head', 'keyring.json', 'keyring.spare.json', 'files']
const incoming: readonly (readonly [staged: string, place: string])[] = [
  [parts.files, 'files'],
  [parts.database, 'office.sqlite'],
  ['keyring.spare.json', 'keyring.spare.json'],
  ['keyring.json', 'keyring.json'],
]

/** Where a restore gathers what will be the data. Without a journal it is worth nothing. */
export const stagedFolder = (dataDir: string): string => join(dataDir, 'restore.staged')
const journalFile = (dataDir: string): string => join(dataDir, 'restore.json')
const noteFile = (dataDir: string): string => join(dataDir, 'restored.json')

/** Names the folder that the present data will be moved to, or null when there is none. */
export function asideFor(dataDir: string, at: Instant): string | null {
  const name = join(dataDir, `before-restore-${at.replaceAll(/[-:.Z]/g, '')}`)
  return present.some((one) => existsSync(join(dataDir, one))) ? name : null
}

/** Puts the staged data in place of the present. From the first line on it is completed even after a kill, by finishRestore. */
export function swapIn(dataDir: string, restored: Restored): void {
  replaceFile(journalFile(dataDir), JSON.stringify({ phase: 'aside', restored }))
  finishRestore(dataDir)
}

/**
 * Completes a restore that was cut off while data changed places, or clears one that had not come that far. Each move is
 * one rename, so it can be done again from any point. Nothing is ever overwritten.
 */
export function finishRestore(dataDir: string): void {
  const text = readIfThere(journalFile(dataDir))
  if (text === null) return rmSync(stagedFolder(dataDir), { recursive: true, force: true })
  const { phase, restored } = Journal.parse(JSON.parse(text))
  if (phase === 'aside') {
    if (restored.aside !== null) moveAside(dataDir, restored.aside)
    replaceFile(journalFile(dataDir), JSON.stringify({ phase: 'in', restored }))
  }
  for (const [staged, place] of incoming) {
    const from = join(stagedFolder(dataDir), staged)
    if (existsSync(from)) renameSync(from, join(dataDir, place))
  }
  replaceFile(noteFile(dataDir), JSON.stringify(restored))
  rmSync(journalFile(dataDir), { force: true })
  syncFolder(dataDir)
  rmSync(stagedFolder(dataDir), { recursive: true, force: true })
}

function moveAside(dataDir: string, aside: string): void {
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const name of present) if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(aside, name))
  syncFolder(aside)
  syncFolder(dataDir)
}

/** The restore that nobody has logged in after, or null. */
export function restoredNote(dataDir: string): Restored | null {
  const text = readIfThere(noteFile(dataDir))
  return text === null ? null : Restored.parse(JSON.parse(text))
}

/** It is in the audit chain of the restored database now. */
export function forgetRestoredNote(dataDir: string): void {
  rmSync(noteFile(dataDir), { force: true })
  syncFolder(dataDir)
}
