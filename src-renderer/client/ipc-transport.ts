import type { Transport } from '#shared/contract/transport.ts'
import { readAnswer } from './http-transport.ts'

/** What the Electron preload puts on the page: two functions and nothing else (src-main/electron/preload.cts). */
export type DeskBridge = {
  invoke(call: { name: string; input: unknown }): Promise<unknown>
  subscribe(listener: (event: { name: string; payload: unknown }) => void): () => void
}

declare global {
  interface Window {
    readonly desk?: DeskBridge
  }
}

/** The door through Electron's IPC. */
export function createIpcTransport(bridge: DeskBridge): Transport {
  return {
    // Structured clone would let a Vue proxy fail inside the bridge; JSON is what the contract speaks anyway.
    call: async (call) => readAnswer(JSON.stringify(await bridge.invoke({ name: call.name, input: JSON.parse(JSON.stringify(call.input)) }))),
    on: (name, listener) => bridge.subscribe((event) => event.name === name && listener(event.payload)),
  }
}
