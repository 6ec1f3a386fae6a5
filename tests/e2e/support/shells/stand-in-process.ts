// The desktop app's host process without the desktop app: plays Electron's utility process, under plain Node, to the
// very file that runs in it. One argument, the data directory.
import { EventEmitter } from 'node:events'

const [dataDir] = process.argv.slice(2)

/** Like Electron's message port: what comes before `start` waits. */
class Port extends EventEmitter {
  early: unknown[] | null = []

  postMessage(message: unknown): void {
    process.send?.({ port: message })
  }

  start(): void {
    const waiting = this.early ?? []
    this.early = null
    for (const data of waiting) this.emit('message', { data })
  }

  take(data: unknown): void {
    if (this.early) this.early.push(data)
    else this.emit('message', { data })
  }
}

const port = new Port()
const parent = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => process.send?.({ parent: message }) })
Object.assign(process, { parentPort: parent })
process.on('message', (message) => {
  if (typeof message !== 'object' || message === null) return
  if ('port' in message) port.take(message.port)
  if ('parent' in message) parent.emit('message', { data: message.parent })
})

await import('../../../../src-main/electron/host-process.ts')
parent.emit('message', { data: { dataDir }, ports: [port] })
