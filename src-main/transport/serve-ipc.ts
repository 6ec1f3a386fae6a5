import type { Host } from '../host/create-host.ts'
import { eventNames } from '../host/window.ts'

/** What a message port of Electron or of worker_threads can do, once started. */
export type IpcPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

/**
 * One session over a message port: `{ id, name, input }` in, `{ id, result }` and `{ event, payload }` out. The session
 * ends with the port. Whoever hands the port over has checked who is at its other end. Answers a function that ends it.
 */
export function serveIpc(host: Host, port: IpcPort): { close(): Promise<void> } {
  const session = host.openSession()
  for (const name of eventNames) session.on(name, (payload) => port.postMessage({ event: name, payload }))
  port.on('message', (message) => {
    const call = readCall(message)
    if (!call) return
    // dispatch answers bugs as INTERNAL; a rejection here means the session itself broke, and the caller must hear that too.
    session.call(call).then(
      (result) => port.postMessage({ id: call.id, result: plain(result) }),
      () => port.postMessage({ id: call.id, result: { ok: false, error: { code: 'INTERNAL', params: {} } } }),
    )
  })
  port.on('close', () => void session.close())
  return { close: () => session.close() }
}

/** Electron wraps what was sent into an event, Node does not. */
function readCall(message: unknown): { id: number; name: string; input: unknown } | null {
  if (typeof message !== 'object' || message === null) return null
  const sent = 'data' in message && !('name' in message) ? message.data : message
  if (typeof sent !== 'object' || sent === null || !('id' in sent) || !('name' in sent)) return null
  if (typeof sent.id !== 'number' || typeof sent.name !== 'string') return null
  return { id: sent.id, name: sent.name, input: 'input' in sent ? plain(sent.input) : undefined }
}

/** Structured clone carries more than JSON does; both doors must behave alike. */
function plain(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value)
  return text === undefined ? undefined : JSON.parse(text)
}
