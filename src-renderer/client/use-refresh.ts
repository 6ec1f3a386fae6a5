import { onScopeDispose, watch } from 'vue'
import { usePresence } from './presence.ts'

type Subscribe = (listener: () => void) => () => void

/** A pause that turns a burst of events (a sync that takes 120 documents) into one question. */
const quiet = 80

/** Calls `again` after any of the events, and when the host has come back. Must be called in setup. */
export function useRefresh(again: () => void, on: readonly Subscribe[]): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  function soon(): void {
    clearTimeout(timer)
    timer = setTimeout(again, quiet)
  }
  const stops = on.map((subscribe) => subscribe(soon))
  watch(usePresence(), (present) => present && soon())
  onScopeDispose(() => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  })
}
