import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAudited, quietQueries } from '../../src-shared/authz/audit-kinds.ts'
import type { Client, Slice } from '../../src-shared/contract/define.ts'
import { consoleContract } from '../../src-shared/contract/console.ts'
import { officeContract, type OfficeContract } from '../../src-shared/contract/office.ts'
import { z } from 'zod'
import type { Host, Session } from '../../src-main/host/create-host.ts'
import { auditHash, auditId, chainStart, type ChainPoint, verifyAudit } from '../../src-main/host/verify-audit.ts'
import type { AuditEntry } from '../../src-main/store/documents.ts'
import { auditHash as countyHash } from '../../src-server/db/audit.ts'
import { auditStart, type Entry, followAudit } from '../../src-server/services/verify/verify-audit.ts'
import { aClient, aHost, director, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'
import { everyCall } from '../factories/call-everything.ts'

/** Words of a schema that stand for somebody's data; an answer that has none of them is about nobody. */
const personal = /"(idNo|residence|phone|text|subjectName|findings|values|facts|charge|place|base64|met|birthDate)":/

describe('what leaves an entry', () => {
  it.each([['office', officeContract], ['console', consoleContract]] as const)('[AU1] %s: a query that leaves none is in the table with its reason, and one that is "technical" can show nobody', (door, contract) => {
    for (const [slice, members] of Object.entries<Slice>(contract))
      for (const [name, one] of Object.entries(members)) {
        if (one.kind !== 'query') continue
        const reason = quietQueries[door][`${slice}.${name}`]
        if (reason !== 'technical') continue
        const shape = JSON.stringify(z.toJSONSchema(one.output, { unrepresentable: 'any' }))
        const shown = personal.exec(shape)?.[1] ?? ''
        // An exchange file travels in sealed bytes, the policy pack as a text; nobody's words.
        if (!['courier.read', 'policy.file'].includes(`${slice}.${name}`)) expect([`${slice}.${name}`, shown]).toEqual([`${slice}.${name}`, ''])
      }
  })
})

describe('the audit of the office', () => {
  let host: Host
  let session: Session
  let client: Client<OfficeContract>
  let subjectId = ''
  beforeAll(async () => {
    host = await aHost()
    session = host.openSession()
    client = aClient(session)
    valueOf(await client.session.setUp(firstRun))
    subjectId = valueOf(await client.subject.create(subjectFacts({ name: '李试', idNo: '330102199001011234' }))).id
  })
  afterAll(async () => {
    await session.close()
    await host.close()
  })

  const all = { who: null, kind: null, from: null, to: null, outcome: null, before: null, limit: 200 } as const
  const head = async (): Promise<number> => valueOf(await client.audit.list({ ...all, limit: 1 })).rows[0]?.sequence ?? 0

  /** They would end the session, need a county, or go on by themselves. */
  const apart = new Set(['session.lock', 'session.setUp', 'session.logIn', 'keys.rotate', 'keys.requestRecovery', 'keys.applyRecovery', 'backup.start', 'backup.check', 'backup.restore', 'backup.adopt', 'backup.setFolder', 'enrolment.enrol', 'enrolment.changeAddress', 'form.bundle', 'account.create', 'account.changePassword', 'account.resetPassword', 'audit.proceed', 'audit.verify', 'diagnosis.read', 'sealed.seal'])

  it('[AU1] AC-11: every operation of the contract leaves exactly one entry where it should, and none where not; no word of anybody is in it', async () => {
    const calls = everyCall({ ...officeContract }, { ids: [subjectId], words: ['李试'] })
    let asked = 0
    for (const { name, operation, inputs } of calls) {
      const input = inputs[0]
      if (apart.has(name) || input === undefined) continue
      const before = await head()
      const answer = await session.call({ name, input })
      if (!answer.ok && (answer.error.code === 'NOT_ALLOWED' || answer.error.code === 'INVALID_INPUT')) continue
      const made = valueOf(await client.audit.list({ ...all, limit: 10 })).rows.filter(({ sequence }) => sequence > before)
      // The list asked before and now is an entry of its own.
      const own = made.filter(({ what }) => what !== '查看日志')
      const expected = isAudited('office', { name, isQuery: operation.kind === 'query', input }) && name !== 'audit.list' ? 1 : 0
      expect([name, own.length]).toEqual([name, expected])
      asked++
    }
    expect(asked).toBeGreaterThan(60)
    const text = JSON.stringify(valueOf(await client.audit.list(all)).rows)
    expect(text).not.toContain('李试')
    expect(text).toContain('李*')
  })

  it('[AU7] the director filters by person, kind, day and outcome, page by page', async () => {
    const reads = valueOf(await client.audit.list({ ...all, kind: 'read', limit: 3 }))
    expect(reads.rows.map(({ kind }) => kind)).toEqual(['read', 'read', 'read'])
    const next = valueOf(await client.audit.list({ ...all, kind: 'read', limit: 3, before: reads.rows.at(-1)?.sequence ?? 1 }))
    expect(next.rows[0]?.sequence).toBeLessThan(reads.rows.at(-1)?.sequence ?? 0)
    expect(valueOf(await client.audit.list({ ...all, from: '2099-01-01' as never })).rows).toEqual([])
    expect(valueOf(await client.audit.list({ ...all, who: 'nobody' })).rows).toEqual([])
    expect(valueOf(await client.audit.verify({}))).toMatchObject({ firstBad: null, problem: '' })
  })

  it('[AU5][AU6] AC-23: the 101st file within an hour needs the password; the county is told once; locking gives no more', async () => {
    const look = async (at: number) => client.subject.get({ id: `01ARZ3NDEKTSV4RRFFQ69G${String(at).padStart(4, '0')}` as never })
    let stopped = 0
    for (let at = 1; at <= 101 && stopped === 0; at++) {
      const answer = await look(at)
      if (!answer.ok && answer.error.code === 'BULK_READING') stopped = at
    }
    expect(stopped).toBeGreaterThan(80)
    valueOf(await client.session.lock({}))
    valueOf(await client.session.logIn(director))
    expect(await look(stopped)).toEqual({ ok: false, error: { code: 'BULK_READING', params: { limit: 100 } } })
    expect(valueOf(await client.emergency.list({ limit: 10 })).map(({ kind, words }) => [kind, words])).toEqual([['accessAlert', expect.stringContaining('限额 100 人')]])
    expect(await client.audit.proceed({ password: '不对的密码' })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
    expect(await look(stopped)).toMatchObject({ error: { code: 'BULK_READING' } })
    valueOf(await client.audit.proceed({ password: director.password }))
    expect(await look(stopped)).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
  })
})

describe('ten thousand entries (AC-10)', () => {
  const many = 10_000
  const office: AuditEntry[] = []
  const county: Entry[] = []
  const points: ChainPoint[] = [chainStart]
  const countyPoints: ChainPoint[] = [auditStart]
  beforeAll(() => {
    for (let sequence = 1; sequence <= many; sequence++) {
      const unsealed = { id: auditId(sequence), sequence, at: `2026-11-22T00:00:00.${String(sequence % 1000).padStart(3, '0')}Z` as never, personId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', role: 'officer', operation: 'subject.get', objectId: '', outcome: 'intent' as const, previousHash: points[sequence - 1]?.hash ?? '', hash: '' }
      office.push({ ...unsealed, hash: auditHash(unsealed) })
      points.push({ sequence, hash: office[sequence - 1]?.hash ?? '' })
      const row = { sequence, at: unsealed.at, actor: 'a', role: 'auditor', operation: 'subject.get', object: String(sequence), purpose: '', outcome: 'intent' as const, previous_hash: countyPoints[sequence - 1]?.hash ?? '' }
      county.push({ ...row, hash: countyHash(row) })
      countyPoints.push({ sequence, hash: county[sequence - 1]?.hash ?? '' })
    }
  })

  /** Ways to tamper with the entry at `at`; each gives the entries from there on as they would be found. */
  const ways = {
    changed: <E extends object>([one, ...rest]: E[], over: Partial<E>): E[] => (one ? [{ ...one, ...over }, ...rest] : []),
    deleted: <E extends object>([, ...rest]: E[]): E[] => rest,
    inserted: <E extends object>([one, ...rest]: E[]): E[] => (one ? [{ ...one, at: '2020-01-01T00:00:00.000Z' }, one, ...rest] : []),
    reordered: <E extends object>([one, two, ...rest]: E[]): E[] => (one && two ? [two, one, ...rest] : []),
  }

  it('[AU3] both verifiers hold the whole chain, and name the first entry that was changed, deleted, inserted or moved, wherever it is', () => {
    expect(verifyAudit(office)).toMatchObject({ firstBad: null, reached: { sequence: many } })
    expect(followAudit(county, auditStart)).toMatchObject({ firstBad: null, reached: { sequence: many } })
    for (let at = 0; at < many - 3; at += 331) {
      const [own, theirs] = [office.slice(at, at + 4), county.slice(at, at + 4)]
      const from = points[at] ?? chainStart
      const countyFrom = countyPoints[at] ?? auditStart
      for (const way of ['changed', 'deleted', 'inserted', 'reordered'] as const) {
        const bad = way === 'changed' ? ways.changed(own, { operation: 'subject.list' }) : ways[way](own)
        const countyBad = way === 'changed' ? ways.changed(theirs, { actor: 'b' }) : ways[way](theirs)
        expect([way, verifyAudit(bad, from).firstBad]).toEqual([way, at + 1])
        expect([way, followAudit(countyBad, countyFrom).firstBad]).toEqual([way, at + 1])
      }
    }
  })
})
