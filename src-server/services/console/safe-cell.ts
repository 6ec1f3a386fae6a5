/**
 * Text that no spreadsheet program takes for a formula, also after it has been saved as CSV: a leading sign, its
 * full-width twin, tab or line break gets an apostrophe before it (security.md S04).
 */
export function safeCell(text: string): string {
  return /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text
}
