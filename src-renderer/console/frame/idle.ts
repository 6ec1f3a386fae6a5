import { onScopeDispose } from 'vue'

const acts = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/**
 * Calls `onIdle` once nobody has touched the page for `limit` ms. The server counts idleness too, but the quiet
 * re-queries after events look like work to it. Must be called in setup.
 */
export function useIdle(limit: number, onIdle: () => void): void {
  let last = Date.now()
  const touch = (): void => { last = Date.now() }
  for (const act of acts) window.addEventListener(act, touch, { passive: true })
  const timer = setInterval(() => { if (Date.now() - last >= limit) onIdle() }, 10_000)
  onScopeDispose(() => {
    clearInterval(timer)
    for (const act of acts) window.removeEventListener(act, touch)
  })
}
