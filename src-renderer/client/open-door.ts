import { readonly, ref, type Ref } from 'vue'
import type { Transport } from '#shared/contract/transport.ts'
import { createHttpTransport, loopbackDoor, startSession } from './http-transport.ts'
import { createIpcTransport } from './ipc-transport.ts'
import { launchTokenOf } from './launch-token.ts'
import type { Presence } from './presence.ts'

export type Door = {
  transport: Transport
  presence: Presence
  /** `refused`: this page has no right to enter (reloaded, or the program was started anew). */
  state: 'open' | 'refused'
}

/** Opens the door that this page came through: Electron's bridge, or the loopback host by the address' launch token. */
export async function openDoor(): Promise<Door> {
  if (window.api) return { transport: createIpcTransport(window.api), presence: readonly(ref(true)), state: 'open' }
  const transport = createHttpTransport(loopbackDoor)
  const present: Ref<boolean> = ref(true)
  transport.onPresence((next) => (present.value = next))
  const launchToken = launchTokenOf(location.hash)
  // The token has done its work: out of the address, so that it is neither bookmarked nor seen over a shoulder.
  if (launchToken) history.replaceState(null, '', '#/')
  const token = launchToken ? await startSession(launchToken) : null
  if (token) transport.setToken(token)
  return { transport, presence: present, state: token ? 'open' : 'refused' }
}
