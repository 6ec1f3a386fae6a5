/**
 * The launch token in the address' fragment, `#launch=TOKEN`; null when there is none.
 * The router's own fragments begin with a slash and are never taken for a token.
 */
export function launchTokenOf(fragment: string): string | null {
  const text = fragment.replace(/^#/, '')
  if (text === '' || text.startsWith('/')) return null
  return new URLSearchParams(text).get('launch')
}
