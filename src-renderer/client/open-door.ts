import { readonly, ref, type Ref } from 'vue'
import type { Transport } from '#shared/contract/transport.ts'
import { createHttpTransport, loopbackDoor, startSession } from './http-transport.ts'
import { createIpcTransport } from './ipc-transport.ts'
import { takeLaunchToken } from './launch-token.ts'
import type { Presence } from './presence.ts'
import { retryDelay } from './event-socket.ts'

export type Door = {
  transport: Transport
  presence: Presence
  /** True once this page has no right to enter any more: the program was started anew, the page belongs to the old start. */
  refused: Readonly<Ref<boolean>>
}

/** Opens the door that this page came through: Electron's bridge, or the loopback host by the address' launch token. */
export async function openDoor(): Promise<Door> {
  if (window.desk) return { transport: createIpcTransport(window.desk), presence: readonly(ref(true)), refused: readonly(ref(false)) }
  const transport = createHttpTransport(loopbackDoor)
  const present: Ref<boolean> = ref(true)
  const refused: Ref<boolean> = ref(false)
  const launchToken = takeLaunchToken()

  async function enter(attempt = 0): Promise<void> {
    const started = launchToken ? await startSession(launchToken) : 'refused'
    if (started === 'refused') return void (refused.value = true)
    if (started !== 'gone') return transport.setToken(started.token)
    present.value = false
    setTimeout(() => void enter(attempt + 1), retryDelay(attempt))
  }

  transport.onPresence((next) => (present.value = next))
  transport.onTokenRefused(() => void enter())
  await enter()
  return { transport, presence: present, refused }
}
