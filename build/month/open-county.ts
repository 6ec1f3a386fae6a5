import { randomBytes } from 'node:crypto'
import { createCounty } from '../../src-server/create-county.ts'
import { startEmbedded } from '../../src-server/embedded.ts'
import { setUpCounty } from '../../src-server/services/set-up.ts'
import { signInToConsole } from '../demo/console-client.ts'
import { must } from '../demo/must.ts'
import { countyName, demoLogIns } from '../demo/offices.ts'
import type { MonthCounty } from './month-county.ts'
import { monthOffice } from './month-office.ts'
import type { MonthClock } from './seen.ts'

/** A county server on its own PostgreSQL in a folder that is thrown away, with the office on its list. */
export async function openMonthCounty(dataDir: string, clock: MonthClock): Promise<MonthCounty & { close(): Promise<void> }> {
  const postgres = await startEmbedded(dataDir)
  const running = await createCounty({ databaseUrl: postgres.databaseUrl, dataDir, now: () => clock.now, randomBytes: (size) => new Uint8Array(randomBytes(size)), rendererDir: null })
  const { login, name, password } = demoLogIns.county
  await must('县局首次设置', setUpCounty(running.county, { countyName, login, name, password }))
  const url = await running.listen({ port: 0 })
  const console = (): ReturnType<typeof signInToConsole> => signInToConsole(url)
  await must('登记司法所', (await console()).office.create(monthOffice))
  return {
    url,
    console,
    async close() {
      await running.close()
      await postgres.close()
    },
  }
}
