import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Stopped } from '#shared/contract/revocation.ts'
import { DeviceId } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'
import { makePrivateFolder, readIfThere, replaceFile, syncFolder } from '../private-files.ts'

/**
 * That the county has stopped this device, and how far obeying it has come. Outside the database, because afterwards nobody
 * opens that any more. Nothing about persons is in it. `sealed` is undefined until the unsent work lies sealed on the disk.
 */
const StoppedFile = z.strictObject({
  at: Instant,
  deviceId: DeviceId,
  countyName: z.string(),
  address: z.string(),
  /** By what the sealed work may be handed in by line; null where the word came by stick. */
  token: z.string().nullable(),
  sealed: z.strictObject({ fileName: z.string(), documents: z.int(), drafts: z.int(), handedIn: z.boolean() }).nullable().optional(),
  wiped: z.boolean(),
})
export type StoppedFile = z.output<typeof StoppedFile>

const place = (dataDir: string): string => join(dataDir, 'stopped.json')

/** What is known of it; null while this device is in use. */
export function readStopped(dataDir: string): StoppedFile | null {
  const text = readIfThere(place(dataDir))
  return text === null ? null : StoppedFile.parse(JSON.parse(text))
}

/** On the disk when it returns. */
export function writeStopped(dataDir: string, stopped: StoppedFile): StoppedFile {
  replaceFile(place(dataDir), JSON.stringify(stopped))
  return stopped
}

/** Where the sealed work lies. */
export function handInFolder(dataDir: string): string {
  const folder = join(dataDir, 'hand-in')
  makePrivateFolder(folder)
  return folder
}

/** As the log-in page shows it. */
export function shownStopped({ at, countyName, wiped, sealed }: StoppedFile): Stopped {
  return { at, countyName, wiped, sealed: sealed ?? null }
}

/** The county's recovery has opened this device again. */
export function forgetStopped(dataDir: string): void {
  rmSync(place(dataDir), { force: true })
  syncFolder(dataDir)
}
