import { randomBytes } from 'node:crypto'
import { serveOffice } from '../../src-main/cli/serve.ts'
import { createHost } from '../../src-main/host/create-host.ts'
import { createCounty, type RunningCounty } from '../../src-server/create-county.ts'
import { startEmbedded } from '../../src-server/embedded.ts'
import { fillDemo, rememberCountyUrl } from './fill-demo.ts'
import { must } from './must.ts'
import { signIn } from './office-client.ts'
import { demoLogIns } from './offices.ts'

export type DemoOptions = { officeData: string; countyData: string; rendererDir: string; officePort?: number; countyPort?: number; say?: (line: string) => void }
export type RunningDemo = { officeUrl: string; countyUrl: string; /** For the terminal. */ logIns: string[]; close(): Promise<void> }

/**
 * A county server on embedded PostgreSQL and the main office's app, both on the real clock, over data that was made
 * through the product's own doors. The first start fills them; an interrupted filling is thrown away and begun anew.
 */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const say = options.say ?? ((line: string) => console.error(line))
  const lastUrl = await fillDemo({ ...options, say })
  const postgres = await startEmbedded(options.countyData)
  const county = await createCounty({ databaseUrl: postgres.databaseUrl, dataDir: options.countyData, now: () => Date.now(), randomBytes: (size) => new Uint8Array(randomBytes(size)), rendererDir: options.rendererDir })
  const countyUrl = await listenWhereItWas(county, options.countyPort ?? Number(new URL(lastUrl).port))
  if (countyUrl !== lastUrl) await moveOffice(options, countyUrl)
  const office = await serveOffice({ data: options.officeData, port: options.officePort, rendererDir: options.rendererDir })
  return {
    officeUrl: office.url,
    countyUrl,
    logIns: demoLogInLines(),
    async close() {
      await office.close()
      await county.close()
      await postgres.close()
    },
  }
}

function demoLogInLines(): string[] {
  const { director, officer, volunteer, county } = demoLogIns
  return [
    `司法所  负责人 ${director.login} / ${director.password}`,
    `司法所  专职干部 ${officer.login} / ${officer.password}`,
    `司法所  志愿者 ${volunteer.login} / ${volunteer.password}`,
    `县局    管理员 ${county.login} / ${county.password}`,
  ]
}

async function listenWhereItWas(county: RunningCounty, port: number): Promise<string> {
  try {
    return await county.listen({ port })
  } catch {
    return county.listen({ port: 0 })
  }
}

/** The old port is taken: the office is told the county's new address, as its director would. */
async function moveOffice(options: DemoOptions, countyUrl: string): Promise<void> {
  const host = await createHost({ dataDir: options.officeData, now: () => Date.now(), randomBytes: (count) => randomBytes(count), shell: 'browser' })
  try {
    const director = await signIn(host, demoLogIns.director)
    await must('改县局地址', director.enrolment.changeAddress({ address: countyUrl }))
    await rememberCountyUrl(options.countyData, countyUrl)
  } finally {
    await host.close()
  }
}
