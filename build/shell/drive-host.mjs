// For shell.test.ts: plays Electron's utility process to the bundled host, under plain Node.
// usage: node drive-host.mjs BUNDLE DATA
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'

const [bundle, dataDir] = process.argv.slice(2)
process.parentPort = Object.assign(new EventEmitter(), { postMessage: (message) => console.log(JSON.stringify(message)) })
await import(pathToFileURL(bundle).href)

const waiting = new Map()
const port = Object.assign(new EventEmitter(), {
  postMessage: (message) => waiting.get(message.id)?.(message.result),
  start: () => {},
})
process.parentPort.emit('message', { data: { dataDir }, ports: [port] })
await new Promise((resolve) => setTimeout(resolve, 300))

const call = (id, name, input) =>
  new Promise((resolve) => {
    waiting.set(id, resolve)
    port.emit('message', { data: { id, name, input } })
  })

const answers = [
  await call(1, 'session.state', {}),
  await call(2, 'session.setUp', { officeName: '测试司法所', name: '王一', gender: '1', login: 'test', password: '雪落青山三百里 7!' }),
  await call(3, 'subject.list', {}),
  await call(4, 'session.lock', {}),
]
console.log(JSON.stringify(answers))
process.parentPort.emit('message', { data: 'close' })
