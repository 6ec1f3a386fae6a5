import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { backupPlace, declareBackup } from '../../src-server/services/verify/backup-place.ts'
import { verifyCounty } from '../../src-server/services/verify/verify-county.ts'
import { aSubject } from './support/documents.ts'
import { logInTo } from './support/test-console.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
beforeAll(async () => {
  cluster = await openCluster()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  test = await openTestCounty(cluster)
  const [a, b] = [await enrolledDevice(test, offices.nanming), await enrolledDevice(test, offices.wanxiang)]
  for (const device of [a, b, a, b]) await device.send([item('subjects', aSubject())])
  await logInTo(test)
  await logInTo(test)
})
afterEach(() => test.close())

/** What somebody with the database's own password could do. */
const tamper = (statement: string) => test.sql(`set session_replication_role = replica; ${statement}`)
const verified = () => verifyCounty(test.county.county)

describe('verify', () => {
  it('[C39] finds a whole ledger whole', async () => {
    expect(await verified()).toEqual({ batches: 4, auditEntries: 2, problem: '' })
  })

  it('[S72] the place that a trial printed is taken where the ledger stood so, and devices hear up to which of their batches it reaches', async () => {
    const { county } = test.county
    const device = await enrolledDevice(test, offices.nanming)
    const told = async () => {
      const answer = await device.client.sync.check({ protocol: PROTOCOL_VERSION, waiting: 0, appVersion: '0.1.0', deviceTime: toInstant(test.clock.now) })
      return answer.ok ? answer.value.backedUp : answer.error.code
    }
    await device.send([item('subjects', aSubject())])
    const place = await backupPlace(county)
    await device.send([item('subjects', aSubject())])
    expect(await told()).toBe(0)
    if (!place) throw new Error('the ledger is empty')
    for (const wrong of [{ ...place, position: 1 }, { ...place, position: 99 }, { ...place, code: '0123456789ab' }, { ...place, code: '' }]) expect(await declareBackup(county, wrong)).toBe(false)
    expect(await told()).toBe(0)
    expect([await declareBackup(county, place), await declareBackup(county, place)]).toEqual([true, true])
    expect(await told()).toBe(1)
  })

  const faults: [string, string, RegExp][] = [
    ['a byte of a batch', "update ledger set body = replace(body, '周某山', '周某水') where position = 2", /^第 2 位.*哈希/],
    ['a batch with its hash', "update ledger set body = replace(body, '周某山', '周某水'), hash = encode(sha256(convert_to(replace(body, '周某山', '周某水'), 'UTF8')), 'hex') where position = 3", /^第 3 位.*批次签名/],
    ['a receipt', "update ledger set receipt_body = replace(receipt_body, 'accepted', 'conflict') where position = 4", /^第 4 位.*回执签名/],
    ['the receipts of two batches', 'update ledger l set receipt_body = o.receipt_body, receipt_hash = o.receipt_hash, receipt_signature = o.receipt_signature from ledger o where l.position = 1 and o.position = 2', /^第 1 位.*回执/],
    ['a batch cut out of the middle', 'delete from ledger where position = 2', /^第 2 位.*不见了/],
    ['a batch cut out with the numbers closed up', 'delete from ledger where position = 2; update ledger set position = position - 1 where position > 2', /^第 2 位.*/],
    ['the last batch cut off', 'delete from ledger where position = 4', /^第 4 位.*末尾/],
    ['the last batch cut off with the head turned back', "delete from ledger where position = 4; update ledger_head set position = 3, chain_hash = (select chain_hash from ledger where position = 3)", /^设备 .*不符/],
    ['an entry of the audit', "update county_audit set actor = 'nobody' where sequence = 1", /日志第 1 条/],
  ]
  for (const [what, statement, problem] of faults)
    it(`[C40] names the first place that is wrong: ${what}`, async () => {
      await tamper(statement)
      expect((await verified()).problem).toMatch(problem)
    })
})
