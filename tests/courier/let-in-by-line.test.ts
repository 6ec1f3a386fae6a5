import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { logInTo } from '../server/support/test-console.ts'
import { offices, openCluster, openTestCounty, startOfTests, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { officeAtLine, type OfficeAtLine, value } from '../sync/office-at-line.ts'
import { aStick, bring } from './stick.ts'

let cluster: TestCluster
let county: TestCounty
let office: OfficeAtLine
const stick = aStick()

beforeAll(async () => {
  cluster = await openCluster()
  county = await openTestCounty(cluster)
  office = await officeAtLine(startOfTests)
})
afterAll(async () => {
  await office.close()
  await county.close()
  await cluster.close()
  stick.remove()
})

it('[CR9] an office that was let in by line takes the stick the day the line fails', async () => {
  const client = office.client()
  const code = (await createCode(county.county.county, offices.nanming, '所长室电脑'))?.code ?? ''
  await value(client.enrolment.enrol({ address: county.url, code }))
  await value(client.sync.now({}))
  expect(await value(client.courier.status({}))).toMatchObject({ enrolled: true, ready: true })
  await office.subject()
  const exported = await value(client.courier.export({ folder: stick.folder }))
  expect(await bring(await logInTo(county), stick.read(exported.fileName))).toMatchObject({ outcome: { as: 'next', fresh: exported.batches, stopped: null } })
})
