import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { codeOfStep, stepAt } from '../../src-server/crypto/totp.ts'
import { aConsole, logInTo, officer } from './support/test-console.ts'
import { administrator, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'

let cluster: TestCluster
let county: TestCounty
beforeAll(async () => { cluster = await openCluster() })
afterAll(() => cluster.close())
beforeEach(async () => { county = await openTestCounty(cluster) })
afterEach(() => county.close())

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
function bytesOf(secret: string): Uint8Array {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
const { login, password } = administrator
const codeOf = (secret: string, by = 0) => codeOfStep(bytesOf(secret), stepAt(county.clock.now) + by)
const knock = (more: { code?: string } = {}) => aConsole(county.url).console.logIn({ login, password, ...more })

async function bindPhone() {
  const admin = await logInTo(county)
  const begun = await admin.secondFactor.begin({ password })
  const secret = begun.ok ? begun.value.secret : ''
  const confirmed = await admin.secondFactor.confirm({ code: codeOf(secret, -1) })
  return { admin, secret, codes: confirmed.ok ? confirmed.value.codes : [] }
}

describe('the code beside the password', () => {
  it('[SV2] is asked for once a code of the phone was given back, and opens once', async () => {
    const { secret, codes } = await bindPhone()
    expect(codes).toHaveLength(10)
    expect(await knock()).toMatchObject({ ok: false, error: { code: 'CODE_NEEDED' } })
    expect(await knock({ code: '000000' })).toMatchObject({ ok: false, error: { code: 'WRONG_CODE' } })
    expect(await knock({ code: codeOf(secret) })).toMatchObject({ ok: true, value: { factorDue: false } })
    expect(await knock({ code: codeOf(secret) })).toMatchObject({ ok: false, error: { code: 'WRONG_CODE' } })
    county.clock.now += 30_000
    expect((await knock({ code: codeOf(secret) })).ok).toBe(true)
  })

  it('[SV2] is replaced by a recovery code, once, and the secret is not in the database in the clear', async () => {
    const { secret, codes } = await bindPhone()
    expect((await knock({ code: codes[3]?.toUpperCase() ?? '' })).ok).toBe(true)
    expect(await knock({ code: codes[3] ?? '' })).toMatchObject({ ok: false, error: { code: 'WRONG_CODE' } })
    const [row] = await county.sql('select sealed_secret from second_factors')
    expect(Buffer.from(String(row?.['sealed_secret']), 'base64').includes(Buffer.from(bytesOf(secret)))).toBe(false)
  })

  it('[SV3] cannot be guessed: ten tries an hour, whatever the minute allows and whichever process answers', async () => {
    const { secret } = await bindPhone()
    const second = await county.another()
    const answers: string[] = []
    for (let tried = 0; tried < 12; tried++) {
      const answer = await aConsole(tried % 2 ? county.url : second.url).console.logIn({ login, password, code: '000000' })
      answers.push(answer.ok ? 'in' : answer.error.code)
      county.clock.now += 60_001
    }
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 'WRONG_CODE'), 'TRY_LATER', 'TRY_LATER'])
    expect(await knock({ code: codeOf(secret) })).toMatchObject({ ok: false, error: { code: 'TRY_LATER' } })
  })

  it('[SV4] where the county asks for it, nothing else goes before a phone is bound', async () => {
    const admin = await logInTo(county)
    await admin.secondFactor.setRule({ rule: 'ADMINISTRATORS', reason: '上级要求' })
    expect(await knock()).toMatchObject({ ok: true, value: { factorDue: true } })
    expect(await admin.office.list({})).toMatchObject({ ok: false, error: { code: 'SECOND_FACTOR_DUE' } })
    await bindPhone()
    expect((await admin.office.list({})).ok).toBe(true)
    expect(await admin.secondFactor.end({ password })).toMatchObject({ ok: false, error: { code: 'SECOND_FACTOR_REQUIRED' } })
  })

  it('[SV5] is taken from somebody else by an administrator, never from oneself, and that is on record', async () => {
    const { admin } = await bindPhone()
    await admin.user.create({ ...officer })
    const mine = await logInTo(county, officer)
    const begun = await mine.secondFactor.begin({ password: officer.password })
    await mine.secondFactor.confirm({ code: codeOf(begun.ok ? begun.value.secret : '') })
    expect(await admin.secondFactor.reset({ login, reason: '换手机' })).toMatchObject({ ok: false, error: { code: 'NOT_YOUR_OWN' } })
    expect((await admin.secondFactor.reset({ login: officer.login, reason: '手机丢失' })).ok).toBe(true)
    expect(await mine.console.state({})).toMatchObject({ ok: true, value: { me: null } })
    expect((await aConsole(county.url).console.logIn({ login: officer.login, password: officer.password })).ok).toBe(true)
    const rows = await county.sql("select actor, object, purpose from county_audit where operation = 'secondFactor.reset' order by sequence")
    expect(rows.at(-1)).toEqual({ actor: login, object: officer.login, purpose: '手机丢失' })
  })
})
