// Runs one office in browser mode until it is told to stop: data directory, renderer and port as arguments.
// A process of its own, with the product's Node, so that a test can also kill it.
import { serveOffice } from '../../../src-main/cli/serve.ts'

const [data, rendererDir, port] = process.argv.slice(2)
if (!data || !rendererDir) throw new Error('usage: office-process.ts DATA RENDERER [PORT]')

const office = await serveOffice({ data, rendererDir, port: port ? Number(port) : undefined, open: false })
console.log(`office: ${office.url}`)

process.once('SIGTERM', () => void office.close().then(() => process.exit(0)))
