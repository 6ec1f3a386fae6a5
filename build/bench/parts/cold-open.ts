// `cold-open.ts <engine> fill|open <count> <folder> <peers>`: fills an engine, or opens a filled one in a fresh process and asks it one thing.
import { peakMemory, timed, turn } from '../clock.ts'
import type { Engine } from '../engines/engine.ts'
import { engineOf } from '../engines/open-engine.ts'
import { sampleDocuments } from '../engines/sample-documents.ts'

const BATCH = 5000

const [name, work, countText, folder = '', peers = ''] = process.argv.slice(2)
const count = Number(countText)
const documents = sampleDocuments(count, work === 'fill' ? 0 : count - 1)
const openEngine = engineOf(name, peers)

if (work === 'fill') {
  const engine = await openEngine(folder)
  const insert = await timed(async () => {
    for (let i = 0; i < documents.length; i += BATCH) {
      await turn()
      await engine.insert(documents.slice(i, i + BATCH))
    }
  })
  await engine.close()
  console.log(JSON.stringify({ insert, memory: peakMemory() }))
} else {
  const before = process.memoryUsage().rss
  let engine: Engine | undefined
  const open = await timed(async () => {
    engine = await openEngine(folder)
    const found = await engine.find(documents[0]?.id ?? '')
    if (!found) throw new Error('the document is not there')
  })
  console.log(JSON.stringify({ open, memory: Math.round((process.memoryUsage().rss - before) / 2 ** 20) }))
  await engine?.close()
}
