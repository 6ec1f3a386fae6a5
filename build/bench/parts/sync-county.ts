// `sync-county.ts <folder> [offices]`: a county on PostgreSQL, until standard input ends. Prints its address and two enrolment codes of one office;
// where more offices are wanted, a code of each stands in codes.json.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCounty } from '../../../src-server/create-county.ts'
import { startEmbedded } from '../../../src-server/embedded.ts'
import { createCode } from '../../../src-server/services/enrolment-code.ts'
import { createOffice, setUpCounty } from '../../../src-server/services/set-up.ts'
import { OFFICE_NOW } from '../engines/office-documents.ts'

const [folder = '', officesText = '0'] = process.argv.slice(2)
const postgres = await startEmbedded(folder)
const running = await createCounty({ databaseUrl: postgres.databaseUrl, dataDir: folder, now: () => OFFICE_NOW, rendererDir: null })
try {
  await setUpCounty(running.county, { countyName: '样板县', login: 'admin', name: '林一', password: '山城-秋日-0922' })
  await createOffice(running.county, { id: '331102001', name: '样板司法所' })
  const codes = [await createCode(running.county, '331102001', 'bench'), await createCode(running.county, '331102001', 'bench')].map((made) => made?.code)
  const more: { office: string; code: string | undefined }[] = []
  for (let place = 0; place < Number(officesText); place++) {
    const office = String(331_103_000 + place)
    await createOffice(running.county, { id: office, name: `样板第${place}司法所` })
    more.push({ office, code: (await createCode(running.county, office, 'bench'))?.code })
  }
  writeFileSync(join(folder, 'codes.json'), JSON.stringify(more))
  const url = await running.listen({ port: 0 })
  console.log(JSON.stringify({ url, codes }))
  process.stdin.resume()
  await once(process.stdin, 'end')
} finally {
  await running.close()
  await postgres.close()
}
