import type { Office } from '../host/office.ts'
import { directoryOf } from './subject/directory.ts'

/**
 * Begins to read what search stands on, in pages that let other work pass, so that the first key stroke finds it in
 * memory. An office that closes meanwhile ends it; whoever asks for the same later hears of any real trouble himself.
 */
export function warm(office: Office): void {
  directoryOf(office).catch(() => undefined)
}
