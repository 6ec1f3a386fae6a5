// A host in a process of its own that makes backups until it is killed. Run by the project's Node.
import { writeSync } from 'node:fs'
import { aClient, aHost, director, subjectFacts, valueOf } from '../contract/a-host.ts'
import { backedUp } from './a-backup.ts'

const [dataDir = '', stick = ''] = process.argv.slice(2)
const host = await aHost({ dataDir })
const client = aClient(host.openSession())
valueOf(await client.session.logIn(director))
for (;;) {
  valueOf(await client.subject.create(subjectFacts()))
  writeSync(1, '"begun"\n')
  writeSync(1, `${JSON.stringify(await backedUp({ host, client, dataDir, stick }))}\n`)
}
