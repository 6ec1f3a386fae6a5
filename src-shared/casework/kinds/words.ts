/** The label of a code; empty while nothing is chosen. */
export function say(options: Readonly<Record<string, string>>, code: string | null): string {
  return code === null ? '' : (options[code] ?? '')
}

/** The labels of several codes. */
export function sayAll(options: Readonly<Record<string, string>>, codes: readonly string[]): string {
  return codes.map((code) => say(options, code)).filter(Boolean).join('、')
}

/** Parts of a line, without those that say nothing. */
export function line(...parts: readonly (string | false | null)[]): string {
  return parts.filter((part) => part !== false && part !== null && part.trim() !== '').join('，')
}
