// The host inside Electron's utility process: the same host as everywhere, its door a message port. Without the
// `electron` import, so that it is tested under plain Node.
import { randomBytes } from 'node:crypto'
import { createHost } from '../host/create-host.ts'
import { serveIpc } from '../transport/serve-ipc.ts'
import { runHostProcess } from './host-startup.ts'

runHostProcess({
  parent: process.parentPort,
  startHost: (dataDir) =>
    createHost({ dataDir, now: () => Date.now(), randomBytes, shell: 'electron', log: (line) => console.error(`[host] ${line}`) }),
  serve: serveIpc,
  exit: (code) => process.exit(code),
})
