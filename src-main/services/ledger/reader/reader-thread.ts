// The same reader where no second process can be started: inside Electron, whose fuse forbids running it as plain Node.
import { parentPort, workerData } from 'node:worker_threads'
import { reportLines } from './report-lines.ts'

const bytes: unknown = workerData
if (!(bytes instanceof Uint8Array)) throw new Error('the reader was given no bytes')
for await (const line of reportLines(Buffer.from(bytes))) parentPort?.postMessage(line)
