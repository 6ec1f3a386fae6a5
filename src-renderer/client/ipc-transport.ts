import type { Transport } from '#shared/contract/transport.ts'
import { readAnswer } from './http-transport.ts'

/** What the Electron preload puts on the page: two functions and nothing else (src-main/electron/preload.cts). */
export type DeskBridge = {
  invoke(call: { name: string; input: unknown }): Promise<unknown>
  subscribe(listener: (heard: { name: string; payload: unknown }) => void): () => void
}

declare global {
  interface Window {
    readonly desk?: DeskBridge
  }
}

/** The door through Electron's IPC. */
export function createIpcTransport(bridge: DeskBridge): Transport {
  return {
    // Structured clone would fail on a Vue proxy inside the bridge; JSON is what the contract speaks anyway.
    call: async (call) => readAnswer(JSON.stringify(await bridge.invoke(JSON.parse(JSON.stringify(call))))),
    on: (name, listener) =>
      bridge.subscribe((heard) => {
        if (heard.name === name) listener(heard.payload)
      }),
  }
}
