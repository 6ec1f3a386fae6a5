// A host in a process of its own that keeps photos, puts some into visits and tells each id, until it is killed.
import { writeSync } from 'node:fs'
import { aClient, aHost, director, valueOf } from '../contract/a-host.ts'
import { someVisitFacts } from '../factories/documents.ts'
import { aJpeg } from '../factories/pictures.ts'

const [dataDir = ''] = process.argv.slice(2)
const host = await aHost({ dataDir })
const client = aClient(host.openSession())
valueOf(await client.session.logIn(director))
const subjectId = valueOf(await client.subject.list({ limit: 1 })).rows[0]?.id
if (!subjectId) throw new Error('no subject')

async function gather(bytes: Buffer): Promise<string> {
  const { handle } = valueOf(await client.bytes.begin({ name: 'a.jpg', size: bytes.length }))
  valueOf(await client.bytes.append({ handle, base64: bytes.toString('base64') }))
  return handle
}

writeSync(1, '"begun"\n')
for (let count = 0; ; count++) {
  const kept = valueOf(await client.bytes.keep({ handle: await gather(aJpeg()), thumbnail: await gather(aJpeg({ scan: Buffer.alloc(200, 3) })) }))
  writeSync(1, `${JSON.stringify(kept.fileId)}\n`)
  if (count % 2 === 0) valueOf(await client.record.log({ record: someVisitFacts({ subjectId, text: `第 ${count} 次`, attachments: [kept] }), draftId: null }))
}
