import { randomBytes } from 'node:crypto'
import { createHost } from '../../src-main/host/create-host.ts'

/** One real office host over its own encrypted database, as a process that can be killed. Told what to do by its parent. */
const [dataDir = '', start = '0', wrong = ''] = process.argv.slice(2)
const clock = { now: Number(start) }
// The wrong design `pageForgotten`: once in a while a fetched page is thrown away while its cursor is kept.
let pages = 0
const line = globalThis.fetch
if (wrong === 'pageForgotten') {
  globalThis.fetch = async (...given) => {
    const response = await line(...given)
    const text = await response.text()
    const answer = JSON.parse(text)
    if (answer.ok && Array.isArray(answer.value?.changes) && answer.value.changes.length > 0 && ++pages % 2 === 0) answer.value.changes = []
    return new Response(JSON.stringify(answer), { status: response.status, headers: { 'content-type': 'application/json' } })
  }
}

const host = await createHost({ dataDir, now: () => clock.now, randomBytes: (count) => randomBytes(count), shell: 'browser', log: (text) => text.startsWith('bug') && console.error(text), kdf: { memoryKiB: 1024, passes: 1, lanes: 1 } })
const session = host.openSession()

type Order = { id: number; now: number; call?: { name: string; input: unknown }; end?: true }
process.on('message', (order: Order) => {
  clock.now = order.now
  const done = order.call ? session.call(order.call) : host.close()
  void done.then((answer) => process.send?.({ id: order.id, answer: answer ?? { ok: true, value: {} } }, () => order.end && process.exit(0)))
})
process.send?.({ id: 0, answer: { ok: true, value: {} } })
