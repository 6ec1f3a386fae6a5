// Backs up onto a disk that is nearly full. Run by the project's Node inside a namespace with a small disk.
import { writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { aClient, aHost, director, valueOf } from '../contract/a-host.ts'
import { ended, namesIn } from './a-backup.ts'

const [dataDir = '', stick = ''] = process.argv.slice(2)
const host = await aHost({ dataDir })
const client = aClient(host.openSession())
valueOf(await client.session.logIn(director))
writeFileSync(join(stick, 'filler'), Buffer.alloc(900 * 1024))
valueOf(await client.backup.start({ folder: stick }))
const problem = await ended({ client })
writeSync(1, `${JSON.stringify({ problem, left: namesIn(stick) })}\n`)
await host.close()
