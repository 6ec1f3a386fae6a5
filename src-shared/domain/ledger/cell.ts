/**
 * A cell as the file holds it, before anybody decides what it means. A formula's text is the value that some program
 * cached last: shown, never trusted. A date's text is an existing day as `2025-03-07`; a number's is its digits as stored.
 */
export type LedgerCell = {
  readonly kind: 'text' | 'number' | 'date' | 'truth' | 'formula' | 'fault'
  readonly text: string
  /** The value stands in another cell of a merged area. */
  readonly merged?: boolean
}

/** A row with its number as the spreadsheet shows it (1-based); cells by column index, absent where empty. */
export type LedgerRow = { readonly row: number; readonly cells: readonly (LedgerCell | null)[] }

/** The one sheet that is read. */
export type LedgerSheet = { readonly encoding: 'xlsx' | 'utf-8' | 'gb18030'; readonly rows: readonly LedgerRow[]; readonly notices: readonly string[] }

const invisible = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/gu
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu

/** Text without the characters nobody can see, and without outer spaces. */
export function visibleText(text: string): string {
  return text.replace(invisible, '').replace(controls, '').trim()
}

/** Whether `visibleText` takes more than spaces away: a name may then not be what it looks like. */
export function hidesCharacters(text: string): boolean {
  return text.search(invisible) >= 0 || text.search(controls) >= 0
}

/** Whether a character stands in a private area or is the mark of a lost one: a rare name that no font shows the same. */
export function hasLostCharacters(text: string): boolean {
  return /[\uE000-\uF8FF\uFFFD]|[\u{F0000}-\u{10FFFD}]/u.test(text)
}

/** Full-width digits and letters to plain ones, no spaces, no leading apostrophe: for numbers, codes and dates. */
export function plainCode(text: string): string {
  return visibleText(text).normalize('NFKC').replace(/\s+/g, '').replace(/^['‘’]/, '')
}
