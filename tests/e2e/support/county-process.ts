// Runs one county over embedded PostgreSQL until it is told to stop: data directory, renderer and port as arguments.
// A process of its own, with the product's Node; the county is named and has its first administrator.
import { createCounty } from '../../../src-server/create-county.ts'
import { startEmbedded } from '../../../src-server/embedded.ts'
import { setUpCounty } from '../../../src-server/services/set-up.ts'
import { countyAdministrator, countyName } from './county-people.ts'

const [data, rendererDir, port] = process.argv.slice(2)
if (!data || !rendererDir) throw new Error('usage: county-process.ts DATA RENDERER [PORT]')

const postgres = await startEmbedded(data)
const county = await createCounty({ databaseUrl: postgres.databaseUrl, dataDir: data, now: () => Date.now(), rendererDir })
await setUpCounty(county.county, { countyName, ...countyAdministrator })
console.log(`county: ${await county.listen({ port: port ? Number(port) : 0 })}`)

process.once('SIGTERM', () => void county.close().then(() => postgres.close()).then(() => process.exit(0)))
