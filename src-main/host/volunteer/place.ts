import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceId, PersonId } from '#shared/kernel/ids.ts'
import { derivedKey } from '../derive-key.ts'
import { syncFolder } from '../private-files.ts'

/** Where one volunteer's own file lies. Names are ids and numbers only. */
export type Place = { readonly personId: PersonId; readonly deviceId: DeviceId; readonly folder: string }

const NAME = /^(\d{8})\.sqlite$/
/** What may lie under the name of a database: the file, its log, the store's lock and head. */
export const companions = ['', '-wal', '-shm', '-lock', '-lock-journal', '-head'] as const

/** The folder of a volunteer's database and photos; it need not be there. */
export function placeOf(dataDir: string, { personId, deviceId }: Omit<Place, 'folder'>): Place {
  return { personId, deviceId, folder: join(dataDir, 'volunteers', personId) }
}

/** The database of a generation. */
export function databaseOf({ folder }: Place, generation: number): string {
  return join(folder, `${String(generation).padStart(8, '0')}.sqlite`)
}

/** The name under which RxDB knows the database; it never changes. */
export function databaseName({ deviceId }: Place): string {
  return `volunteer-${deviceId.toLowerCase()}`
}

/** The key of a generation, derived from the volunteer's own key. The caller zeroes it. */
export function generationKey({ deviceId }: Place, ownKey: Uint8Array, generation: number): Uint8Array {
  return derivedKey(ownKey, deviceId, purposeOf(generation))
}

/** What a generation's key is derived for. */
export function purposeOf(generation: number): string {
  return `volunteer database/${generation}`
}

/** The generation in use: the highest that has its name. 0 when there is none. */
export function newestGeneration(place: Place): number {
  return Math.max(0, ...generationsIn(place))
}

function generationsIn({ folder }: Place): number[] {
  return namesIn(folder).flatMap((name) => Number(NAME.exec(name)?.[1] ?? 0) || [])
}

/** How the file looks from outside; changes with every log-in of the volunteer. Empty when there is none. */
export function lookOf(place: Place, generation: number): string {
  const file = databaseOf(place, generation)
  if (generation === 0 || !existsSync(file)) return ''
  const { size, mtimeMs } = statSync(file)
  return `${size} ${mtimeMs} ${existsSync(`${file}-wal`) ? 'wal' : ''}`
}

/** Gives a finished file its name; from here on it is the one in use. */
export function publish(place: Place, partial: string, generation: number): void {
  const file = openSync(partial, 'r+')
  fsyncSync(file)
  closeSync(file)
  // The head of a new file is written at its first opening.
  for (const end of ['-lock', '-lock-journal', '-head']) rmSync(`${partial}${end}`, { force: true })
  for (const end of ['-wal', '-shm']) if (existsSync(`${partial}${end}`)) throw new Error('a volunteer file was not closed whole')
  renameSync(partial, databaseOf(place, generation))
  syncFolder(place.folder)
}

/** Removes generations that a newer one has replaced, and what a kill left unfinished. Call it only after taking over. */
export function removeOlder(place: Place, newest: number): void {
  for (const name of namesIn(place.folder)) if (name.includes('.partial')) wipe(join(place.folder, name))
  for (const generation of generationsIn(place)) if (generation < newest) for (const end of companions) wipe(`${databaseOf(place, generation)}${end}`)
}

/** Keeps a file that cannot be read under another name, out of the way of the next generation. Nothing of it is lost. */
export function setAside(place: Place, generation: number): void {
  const file = databaseOf(place, generation)
  for (const end of ['', '-wal', '-shm', '-head']) if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${file}.unread${end}`)
  syncFolder(place.folder)
}

/** Whether a file was set aside. */
export function hasUnread({ folder }: Place): boolean {
  return namesIn(folder).some((name) => name.endsWith('.unread'))
}

/** Overwrites a file once and removes it: the blocks of a removed file would otherwise keep their text for a while. */
export function wipe(path: string): void {
  if (!existsSync(path)) return
  const file = openSync(path, 'r+')
  try {
    const zeros = Buffer.alloc(64 * 1024)
    for (let left = statSync(path).size, at = 0; left > 0; left -= zeros.length, at += zeros.length) writeSync(file, zeros, 0, Math.min(left, zeros.length), at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  rmSync(path, { force: true })
}

/** Names in a folder; none when it is not there. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
