import { hasInjectionContext, inject, type InjectionKey, readonly, type Ref, ref } from 'vue'

/** Whether the host answers. Pages ask again when it turns true. */
export type Presence = Readonly<Ref<boolean>>

export const presenceKey: InjectionKey<Presence> = Symbol('presence')

const always: Presence = readonly(ref(true))

/** Whether the host answers; true where nobody watches it (Electron, tests). */
export function usePresence(): Presence {
  return hasInjectionContext() ? inject(presenceKey, always) : always
}
