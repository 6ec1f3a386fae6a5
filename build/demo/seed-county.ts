import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createCounty } from '../../src-server/create-county.ts'
import { startEmbedded } from '../../src-server/embedded.ts'
import { setUpCounty } from '../../src-server/services/set-up.ts'
import { ROOT } from '../project-root.ts'
import { must } from './must.ts'
import { secondDataOf } from './conflict.ts'
import { createDemoClock } from './clock.ts'
import { signInToConsole } from './console-client.ts'
import { fillMainOffice } from './main-office.ts'
import { countyName, demoLogIns, demoOffices } from './offices.ts'
import type { DemoCounty } from './set-up-office.ts'
import { fillSmallOffice } from './small-office.ts'

const day = 86_400_000

/**
 * Fills a county and its main office. County and offices share a clock that runs through the last year, because a year
 * of records is to bear the times at which it would have been written; nothing else is simulated. Answers where the
 * offices believe the county to be.
 */
export async function seedCounty({ officeData, countyData, say }: { officeData: string; countyData: string; say: (line: string) => void }): Promise<{ countyUrl: string }> {
  const end = Date.now() - 20 * 60_000
  const clock = createDemoClock(end - 365 * day)
  const postgres = await startEmbedded(countyData)
  const running = await createCounty({ databaseUrl: postgres.databaseUrl, dataDir: countyData, now: () => clock.now(), randomBytes: (size) => new Uint8Array(randomBytes(size)), rendererDir: null })
  try {
    const { login, name, password } = demoLogIns.county
    await must('县局首次设置', setUpCounty(running.county, { countyName, login, name, password }))
    const url = await running.listen({ port: 0 })
    const county: DemoCounty = { url, clock, console: () => signInToConsole(url) }
    const ledger = join(ROOT, 'resources', 'samples', '台账样例.xlsx')
    for (const office of demoOffices)
      if (office.main) {
        say(`${office.name}：一年的记录`)
        await fillMainOffice(county, office, { dataDir: officeData, secondData: secondDataOf(countyData, office.id), ledger, say })
      }
    for (const office of demoOffices) {
      if (office.main) continue
      clock.set(end)
      await fillSmallOffice(county, office, join(countyData, 'other-offices', office.id))
      say(`${office.name}：已接入`)
    }
    clock.set(end)
    return { countyUrl: url }
  } finally {
    await running.close()
    await postgres.close()
  }
}
