import { PROTOCOL_VERSION } from './protocol.ts'

/** The protocol versions that a program speaks. */
export type Spoken = { readonly newest: number; readonly oldest: number }

/** This program speaks its own version and the one before: of two that are one apart the newer one speaks as the older. */
export const spokenHere: Spoken = { newest: PROTOCOL_VERSION, oldest: Math.max(1, PROTOCOL_VERSION - 1) }

/** Whether a county that speaks `own` understands a call in version `asked`; else whether the caller is too old or too new. */
export function understands(own: Spoken, asked: number): 'yes' | 'tooOld' | 'tooNew' {
  if (asked > own.newest) return 'tooNew'
  return asked < own.oldest ? 'tooOld' : 'yes'
}

/** The version in which a device goes on after a county that speaks `countys` found it too new; null: they are too far apart. */
export function stepDown(own: Spoken, countys: number | undefined): number | null {
  return countys !== undefined && countys >= own.oldest && countys < own.newest ? countys : null
}
