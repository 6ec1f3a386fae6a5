type Listener = (payload: unknown) => void

export type Listeners = {
  on(name: string, listener: Listener): () => void
  emit(name: string, payload: unknown): void
}

/** Who listens to which event. `on` answers a function that stops listening. */
export function createListeners(): Listeners {
  const byName = new Map<string, Set<Listener>>()
  return {
    on(name, listener) {
      const listeners = byName.get(name) ?? new Set()
      byName.set(name, listeners.add(listener))
      return () => listeners.delete(listener)
    },
    emit(name, payload) {
      for (const listener of [...(byName.get(name) ?? [])]) listener(payload)
    },
  }
}
