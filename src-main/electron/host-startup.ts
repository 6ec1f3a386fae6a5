import type { Host } from '../host/create-host.ts'
import { StartRefusal } from '../host/start-refusal.ts'
import type { IpcPort } from '../transport/serve-ipc.ts'

type StartablePort = IpcPort & { start(): void }

type Parent = {
  once(event: 'message', listener: (event: { data: unknown; ports: StartablePort[] }) => void): unknown
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  postMessage(message: unknown): void
}

type Parts = {
  parent: Parent
  startHost(dataDir: string): Promise<Host>
  serve(host: Host, port: IpcPort): unknown
  exit(code: number): void
}

/** What the shell hears instead of a running host: a sentence for people. */
export type HostRefused = { refused: string }

/**
 * Waits for the data directory and the port, starts the host on the one and serves it on the other. `close` from the
 * shell ends it cleanly. A host that may not start says why before it goes.
 */
export function runHostProcess({ parent, startHost, serve, exit }: Parts): void {
  parent.once('message', ({ data, ports: [port] }) => {
    const dataDir = readDataDir(data)
    if (dataDir === undefined || port === undefined) return exit(2)
    startHost(dataDir).then(
      (host) => {
        serve(host, port)
        port.start()
        parent.on('message', (event) => {
          if (event.data === 'close') void host.close().finally(() => exit(0))
        })
      },
      (error: unknown) => {
        // Only a refusal's message is written for people; a bug's may quote what they typed.
        parent.postMessage({ refused: error instanceof StartRefusal ? error.message : '' } satisfies HostRefused)
        exit(1)
      },
    )
  })
}

const readDataDir = (data: unknown): string | undefined =>
  typeof data === 'object' && data !== null && 'dataDir' in data && typeof data.dataDir === 'string' ? data.dataDir : undefined

/** Reads the shell's side of it: the sentence, or undefined when the message is another one. */
export function readRefusal(message: unknown): string | undefined {
  return typeof message === 'object' && message !== null && 'refused' in message && typeof message.refused === 'string' ? message.refused : undefined
}
