// `pouch-server.ts <peers> <folder>`: PouchDB's own CouchDB-protocol server on leveldb, until standard input ends. Prints its address.
import { createRequire } from 'node:module'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { loadPouch, type PouchClass } from '../engines/pouch.ts'

type Express = () => { use(handler: unknown): void; listen(port: number, host: string, done: () => void): Server }

const [peers = '', folder = ''] = process.argv.slice(2)
const load = createRequire(join(peers, 'package.json'))
const express: Express = load('express')
const expressPouch: (pouch: PouchClass, options: object) => unknown = load('express-pouchdb')
const app = express()
app.use(expressPouch(loadPouch(peers).defaults({ prefix: `${folder}/`, adapter: 'leveldb' }), { inMemoryConfig: true, mode: 'minimumForPouchDB', logPath: join(folder, 'log.txt') }))
const server = await new Promise<Server>((resolve) => {
  const made: Server = app.listen(0, '127.0.0.1', () => resolve(made))
})
const address: AddressInfo | string | null = server.address()
console.log(JSON.stringify({ url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/visits` }))
process.stdin.resume()
await once(process.stdin, 'end')
process.exit(0)
