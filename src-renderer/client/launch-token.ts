/**
 * The launch token in the address' fragment, `#launch=TOKEN`; null when there is none.
 * The router's own fragments begin with a slash and are never taken for a token.
 */
export function launchTokenOf(fragment: string): string | null {
  const text = fragment.replace(/^#/, '')
  if (text === '' || text.startsWith('/')) return null
  return new URLSearchParams(text).get('launch')
}

const kept = 'launch'

/**
 * Takes the launch token out of the address, so that it is neither bookmarked nor seen over a shoulder, and keeps it
 * for reloads of this tab. It opens no desk, only the log-in, and dies with the program that gave it; the session's
 * token, which does open a desk, never leaves the page's memory.
 */
export function takeLaunchToken(): string | null {
  const given = launchTokenOf(location.hash)
  if (!given) return sessionStorage.getItem(kept)
  sessionStorage.setItem(kept, given)
  history.replaceState(null, '', '#/')
  return given
}
