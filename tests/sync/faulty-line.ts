import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'

/**
 * `open` passes everything on. `down` refuses every call. `loseAnswer` lets the county do its work and then cuts the
 * line. `halfAnswer` cuts in the middle of the answer. `alterBatch` changes one byte of a pushed batch's body on the way.
 * `double` lets every call reach the county twice.
 * `alterReceipt` changes one byte of the receipt on the way back. `portal` answers a login page, as a hotel's line does. `forgeRevoked`
 * says of itself, without any signature, that the device has been stopped.
 */
export type LineMode = 'open' | 'down' | 'loseAnswer' | 'halfAnswer' | 'alterBatch' | 'alterReceipt' | 'portal' | 'double' | 'forgeRevoked'

export type Cut = { name: string; after: number; lose: boolean }

export type Line = { url: string; set(mode: LineMode): void; /** Another server behind the same address. */ retarget(url: string): void; /** Names of the calls that reached the county, in order. */ calls: string[]; /** Cuts the line at the calls of this name after the first `after` of them: before they reach the county, or behind it (`lose`). Null: no longer. */ cut(fault: Cut | null): void; /** Bodies of pushes as sent. */ pushes: string[]; close(): Promise<void> }

/** A real HTTP line between an office and a county, with faults to order. */
export async function createFaultyLine(first: string): Promise<Line> {
  let target = first
  let mode: LineMode = 'open'
  const calls: string[] = []
  const pushes: string[] = []
  let cut: Cut | null = null
  let passed = 0
  // A county that is just being started again refuses the connection: to the desk the line is down.
  const server = createServer((incoming, answer) => void pass(incoming, answer).catch(() => incoming.socket.destroy()))

  async function pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const now = mode
    const packed = await readAll(incoming)
    const isPacked = incoming.headers['content-encoding'] === 'gzip'
    let body = (isPacked ? gunzipSync(packed) : packed).toString('utf8')
    if (now === 'down') return void incoming.socket.destroy()
    if (now === 'portal') return void answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>请登录</html>')
    if (now === 'forgeRevoked') return void answer.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":false,"error":{"code":"DEVICE_REVOKED","params":{}}}')
    const name = /"name":"([^"]+)"/.exec(body)?.[1] ?? ''
    const isPush = name === 'sync.push'
    const isCut = cut?.name === name && ++passed > cut.after
    if (isCut && !cut?.lose) return void incoming.socket.destroy()
    if (isPush) pushes.push(body)
    if (isPush && now === 'alterBatch') body = body.replace('\\"number\\":', '\\"numbeR\\":')
    const reply = await forward(target, incoming, isPacked ? gzipSync(body, { level: 1 }) : Buffer.from(body))
    if (now === 'double') await forward(target, incoming, isPacked ? gzipSync(body, { level: 1 }) : Buffer.from(body))
    calls.push(name)
    if (isCut) return void incoming.socket.destroy()
    const upset = isPush || now === 'open' ? now : 'open'
    if (upset === 'loseAnswer') return void incoming.socket.destroy()
    if (upset === 'halfAnswer') {
      answer.writeHead(reply.status, { 'content-type': 'application/json', 'content-length': String(reply.body.length) })
      answer.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () => incoming.socket.destroy())
      return
    }
    const text = upset === 'alterReceipt' ? Buffer.from(reply.body.toString('utf8').replace('\\"position\\":', '\\"positioN\\":')) : reply.body
    answer.writeHead(reply.status, { 'content-type': 'application/json' }).end(text)
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    set: (next) => void (mode = next),
    retarget: (url) => void (target = url),
    calls,
    cut(fault) {
      cut = fault
      passed = 0
    },
    pushes,
    close: () => new Promise((closed) => (server.closeAllConnections(), server.close(() => closed()))),
  }
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<{ status: number; body: Buffer }> {
  const { host: _host, 'content-length': _length, connection: _connection, 'accept-encoding': _packed, ...headers } = incoming.headers
  return new Promise((resolve, reject) => {
    const outgoing = request(target + (incoming.url ?? '/'), { method: incoming.method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (reply) => {
      readAll(reply).then((text) => resolve({ status: reply.statusCode ?? 0, body: text }), reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
