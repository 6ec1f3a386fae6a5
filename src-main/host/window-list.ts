import { deliver, type Window } from './window.ts'

/** The windows before a desk. */
export type WindowList = {
  readonly all: Set<Window>
  /** Nobody sits before any of them. */
  isEmpty(): boolean
  /** Hands an event to one window; one that cannot take it is logged. */
  tell(window: Window, name: string, payload: unknown): void
  emit(name: string, payload: unknown): void
  /** Takes the person's access from a window that has one, and says so to it. */
  unseat(window: Window): void
}

/** A desk without windows. `log` hears codes and ids only. */
export function createWindowList(log: (line: string) => void): WindowList {
  const all = new Set<Window>()
  const list: WindowList = {
    all,
    isEmpty: () => [...all].every((window) => !window.signedIn),
    tell(window, name, payload) {
      try {
        deliver(window, name, payload)
      } catch (error) {
        log(`event ${name} not delivered: ${error instanceof Error ? error.name : 'error'}`)
      }
    },
    emit: (name, payload) => all.forEach((window) => list.tell(window, name, payload)),
    unseat(window) {
      if (!window.signedIn) return
      window.signedIn = null
      list.tell(window, 'session.changed', { reason: 'locked' })
    },
  }
  return list
}
