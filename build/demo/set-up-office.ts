import { randomBytes } from 'node:crypto'
import { createClient } from '#shared/contract/client.ts'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { Client } from '#shared/contract/define.ts'
import { officeContract } from '#shared/contract/office.ts'
import { createHost, type Host } from '../../src-main/host/create-host.ts'
import type { DemoClock } from './clock.ts'
import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'
import { demoLogIns } from './offices.ts'

export type DemoCounty = { url: string; clock: DemoClock; console(): Promise<Client<ConsoleContract>> }
export type DemoOffice = { host: Host; director: OfficeClient; close(): Promise<void> }

/** First run of one office, joined to the county by a one-time code, as a director would do it on the first day. */
export async function setUpOffice(county: DemoCounty, office: { id: string; name: string }, dataDir: string): Promise<DemoOffice> {
  const host = await createHost({ dataDir, now: () => county.clock.now(), randomBytes: (count) => randomBytes(count), shell: 'browser' })
  const director = createClient(officeContract, host.openSession())
  const { login, name, password, gender } = demoLogIns.director
  await must('首次设置', director.session.setUp({ officeName: office.name, name, gender, login, password }))
  const console = await county.console()
  await must('登记司法所', console.office.create({ id: office.id, name: office.name }))
  const { code } = await must('发接入码', console.device.createCode({ officeId: office.id }))
  await must('接入县局', director.enrolment.enrol({ address: county.url, code }))
  return { host, director, close: () => host.close() }
}
