// Writes one exchange file of 200 KB into a folder and says what became of it and what lies there.
import { readdirSync } from 'node:fs'
import { writeSafely } from '../../src-main/courier/write-safely.ts'

const folder = process.argv[2] ?? ''
const made = await writeSafely({ folder, fileName: '上报-331102001-69G5F-0001-20261122.exchange' }, async (sink) => {
  await sink.append(new Uint8Array(200_000))
  return { size: 200_000, hash: '' }
})
process.stdout.write(`${made.ok ? 'written' : made.error.code} ${JSON.stringify(readdirSync(folder))}\n`)
