import { z } from 'zod'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Keyring } from '../keyring/keyring.ts'
import type { Office } from '../office.ts'
import type { OpenOffice } from '../open-office.ts'

/**
 * What the office knows of one volunteer's file: the key that opens it, which generation is in use and what was in it.
 * It lies inside the office's database, so that the data key opens every volunteer's file and nothing else does.
 */
export const FileState = z.strictObject({
  key: z.base64(),
  generation: z.int().nonnegative(),
  /** Of the contents, without what changes at every contact with the county. */
  contentHash: z.string(),
  /** The subjects in the file: what he may have written about. */
  subjectIds: z.array(z.string()),
  /** The kept files in it, also those that no record bears yet. */
  fileIds: z.array(z.string()),
  /** How the file looked when it was last read; another look means that he has been there. */
  look: z.string(),
  /** His audit entries up to here are anchored in the office's chain. */
  anchored: z.int().nonnegative(),
})
export type FileState = z.output<typeof FileState>

/** The state of a volunteer's file; null when he never had one. */
export function readState(office: Office, personId: string): Promise<FileState | null> {
  return office.settings.get(idOf(personId), FileState)
}

/** Keeps the state; on disk when the promise resolves. */
export function saveState(office: Office, personId: string, state: FileState): Promise<void> {
  return office.settings.set(idOf(personId), state)
}

/**
 * The volunteer's own key, made at the first call. A database put together again, or of an earlier day, may not know it:
 * then it is the one that his slot keeps. The caller zeroes it.
 */
export async function ownKeyOf({ office, dataKey }: Pick<OpenOffice, 'office' | 'dataKey'>, personId: PersonId, { keyring, randomBytes }: { keyring: Pick<Keyring, 'keptKey'>; randomBytes(count: number): Uint8Array }): Promise<Uint8Array> {
  const known = await readState(office, personId)
  if (known) return new Uint8Array(Buffer.from(known.key, 'base64'))
  const key = keyring.keptKey(personId, dataKey) ?? randomBytes(32)
  await saveState(office, personId, { key: Buffer.from(key).toString('base64'), generation: 0, contentHash: '', subjectIds: [], fileIds: [], look: '', anchored: 0 })
  return key
}

function idOf(personId: string): string {
  return `volunteer-file/${personId}`
}
