import { randomBytes } from 'node:crypto'
import type { Office } from '../../host/office.ts'

/** A file that was made for somebody; it lives in memory only and dies with the office. */
export type MadeFile = { readonly handle: string; readonly name: string; readonly mime: string; readonly bytes: Buffer; readonly madeFor: string }

const MOST_KEPT = 8
const kept = new WeakMap<Office, MadeFile[]>()

/** Keeps a made file for its maker; the oldest gives way. Nothing of it ever touches the disk here. */
export function keepMade(office: Office, file: Omit<MadeFile, 'handle'>): MadeFile {
  const made = { ...file, handle: randomBytes(16).toString('hex') }
  kept.set(office, [...(kept.get(office) ?? []), made].slice(-MOST_KEPT))
  return made
}

export function findMade(office: Office, handle: string, personId: string): MadeFile | undefined {
  return kept.get(office)?.find((one) => one.handle === handle && one.madeFor === personId)
}
