// Staff log in again and again after a volunteer wrote, in a process of its own that the test kills. Run by the project's Node.
import { writeSync } from 'node:fs'
import { aClient, aHost, director, valueOf } from '../contract/a-host.ts'

const [dataDir = ''] = process.argv.slice(2)
const host = await aHost({ dataDir })
writeSync(1, 'ready\n')
const client = aClient(host.openSession())
valueOf(await client.session.logIn(director))
writeSync(1, 'in\n')
await client.session.lock({})
writeSync(1, 'out\n')
await host.close()
