import { randomBytes } from 'node:crypto'
import { createHost } from '../host/create-host.ts'
import { serveLoopback } from '../transport/serve-loopback.ts'

export type ServeOptions = {
  /** The data directory. */
  data: string
  /** Absent: any free port. */
  port?: number
  /** The caller opens the browser himself; kept for his call's sake. */
  open?: boolean
  /** The built renderer. */
  rendererDir: string
  log?(line: string): void
}

/**
 * Runs the office in browser mode: the host and its loopback door. Throws StartRefusal, whose message is the sentence
 * for people, when the data directory or the port is taken.
 */
export async function serveOffice({ data, port, rendererDir, log }: ServeOptions): Promise<{ url: string; close(): Promise<void> }> {
  const host = await createHost({ dataDir: data, now: () => Date.now(), randomBytes, shell: 'browser', log: log ?? ((line) => console.error(`[host] ${line}`)) })
  try {
    const door = await serveLoopback({ host, rendererDir, port })
    return {
      url: door.url,
      async close() {
        await door.close()
        await host.close()
      },
    }
  } catch (error) {
    await host.close()
    throw error
  }
}
