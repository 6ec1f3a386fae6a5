import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fieldClasses } from '../../src-shared/authz/field-class.ts'
import { type Action, reachOf } from '../../src-shared/authz/matrix.ts'
import { mayReach, type Relation } from '../../src-shared/authz/relation.ts'
import type { OfficeRole } from '../../src-shared/authz/roles.ts'
import { sees } from '../../src-shared/authz/sight.ts'
import type { Client, Slice } from '../../src-shared/contract/define.ts'
import { officeContract, type OfficeContract } from '../../src-shared/contract/office.ts'
import type { Host, Session } from '../../src-main/host/create-host.ts'
import { aClient, aHost, firstRun, director, personFacts, subjectFacts, valueOf } from '../contract/a-host.ts'
import { type Door, doors } from '../contract/doors.ts'

const password = '春江潮水连海平海上'
const roles = ['director', 'officer', 'socialWorker', 'volunteer'] as const satisfies readonly OfficeRole[]
const logins: Record<OfficeRole, string> = { director: director.login, officer: 'officer', socialWorker: 'worker', volunteer: 'zhao' }
const operations = Object.entries<Slice>(officeContract).flatMap(([slice, members]) => Object.entries(members).flatMap(([name, one]) => (one.kind === 'event' ? [] : [{ name: `${slice}.${name}`, action: one.action, kind: one.kind }])))

/** What is asked about one person, with the input that names him. */
const questions: readonly { name: string; action: Action; input(id: string): unknown }[] = [
  { name: 'subject.get', input: (id: string) => ({ id }) }, { name: 'subject.brief', input: (id: string) => ({ id }) }, { name: 'subject.life', input: (id: string) => ({ id }) },
  { name: 'subject.timeline', input: (id: string) => ({ id, before: null, limit: 10 }) }, { name: 'duty.ofSubject', input: (id: string) => ({ subjectId: id }) }, { name: 'group.get', input: (id: string) => ({ subjectId: id }) },
  { name: 'group.attendance', input: (id: string) => ({ subjectId: id, month: '2026-11' }) }, { name: 'form.list', input: (id: string) => ({ subjectId: id }) }, { name: 'procedure.kinds', input: (id: string) => ({ subjectId: id }) },
  { name: 'bytes.ofSubject', input: (id: string) => ({ subjectId: id }) }, { name: 'record.prepare', input: (id: string) => ({ subjectId: id, kind: 'visit' }) }, { name: 'procedure.links', input: (id: string) => ({ subjectId: id }) },
].map((one) => ({ ...one, action: operations.find(({ name }) => name === one.name)?.action ?? 'session.open' }))

type Case = { id: string; words: Record<string, string>; to: Record<OfficeRole, Relation> }
let host: Host
let session: Session
let client: Client<OfficeContract>
const cases: Case[] = []
let counted = 0

const none: Relation = { sameOffice: true, inGroup: false, mine: false, open: true, withdrawn: false, sealed: false }
const relation = (over: Partial<Relation> = {}): Record<OfficeRole, Relation> => ({ director: { ...none, ...over }, officer: { ...none, ...over }, socialWorker: { ...none, ...over }, volunteer: { ...none, ...over } })

/** A word in every text field of a file, by which the field is known wherever it turns up. */
function words(at: number): Record<string, string> {
  const named = Object.fromEntries(['name', 'formerName', 'phone', 'charge', 'decisionOrganName', 'judgmentNo', 'residence', 'village', 'huji', 'injunction', 'visitHint', 'note', 'subjectNo'].map((field, place) => [field, `金雀${String.fromCodePoint(0x4e00 + at * 40 + place * 2)}鸣${String.fromCodePoint(0x6e00 + place)}`]))
  return { ...named, idNo: `33110219900101${String(1000 + at)}` }
}

async function aCase(over: Record<string, unknown>, to: Record<OfficeRole, Relation>, members: string[] = []): Promise<Case> {
  const said = words(cases.length + 1)
  const { id } = valueOf(await client.subject.create(subjectFacts({ ...said, birthDate: '1990-01-01', ...over })))
  if (members.length > 0) valueOf(await client.group.save({ subjectId: id, members: members.map((personId, place) => ({ personId, seat: 'X' as const, isLeader: place < 0 })), exceptionReason: '', form: false }))
  const made = { id, words: said, to }
  cases.push(made)
  return made
}

beforeAll(async () => {
  host = await aHost()
  session = host.openSession()
  client = aClient(session)
  valueOf(await client.session.setUp(firstRun))
  const hire = async (role: OfficeRole, name: string) => valueOf(await client.account.create({ personId: null, person: { ...personFacts(name), kind: role === 'volunteer' ? 'VOLUNTEER' : role === 'socialWorker' ? 'SOCIAL_WORKER' : 'STAFF' }, login: logins[role], role, password, ...(role === 'volunteer' ? { admission: { trainedOn: '2026-01-05', undertakingOn: '2026-01-05' } } : {}) })).personId
  const [officer, worker, volunteer] = [await hire('officer', '何俊'), await hire('socialWorker', '沈社工'), await hire('volunteer', '赵志愿')]
  const inOwn = relation()
  await aCase({}, { ...inOwn, volunteer: { ...none, inGroup: true, mine: true }, socialWorker: { ...none, inGroup: true, mine: true } }, [volunteer, worker])
  await aCase({ minorRegime: true }, { ...inOwn, volunteer: { ...none, inGroup: true, mine: true } }, [volunteer])
  await aCase({ responsibleOfficerId: worker }, { ...inOwn, socialWorker: { ...none, mine: true } })
  await aCase({ responsibleOfficerId: officer }, { ...inOwn, socialWorker: { ...none, mine: true }, officer: { ...none, mine: true } })
  await aCase({}, inOwn)
  const opened = await aCase({}, { ...inOwn, socialWorker: { ...none, mine: true } })
  const sealed = await aCase({ state: 'ACTIVE' }, relation({ sealed: true, open: false }), [volunteer, worker])
  valueOf(await client.record.log({ record: { kind: 'death', subjectId: sealed.id as never, occurredAt: new Date(Date.now() - 3_600_000).toISOString() as never, place: '', text: '', participants: [], attachments: [], values: { cause: 'ILLNESS', certificate: '证', reportedBy: '家属' } }, draftId: null }))
  await vi.waitFor(async () => expect(valueOf(await client.subject.list({ state: 'TERMINATED' })).total).toBe(1), { timeout: 20_000, interval: 50 })
  const { editedAt } = valueOf(await client.subject.get({ id: sealed.id as never }))
  valueOf(await client.sealed.seal({ id: sealed.id as never, editedAt, ground: 'COURT', documentNo: '封字1号' }))
  cases.push({ id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', words: {}, to: relation({ sameOffice: false }) })
  valueOf(await client.standIn.begin({ absentId: officer, deputyId: worker, from: '2026-01-01' as never, to: '2099-12-31' as never, reason: '外出培训' }))
  // The social worker opens one in an emergency; it is his for that time.
  valueOf(await client.session.logIn({ login: logins.socialWorker, password }))
  valueOf(await client.emergency.open({ name: opened.words['name'] ?? '', idNo: opened.words['idNo'] ?? '', reason: '对象情绪失控，承办人联系不上', minutes: 60 }))
  valueOf(await client.session.lock({}))
}, 60_000)
afterAll(async () => {
  await session.close()
  await host.close()
})

describe.each(['IPC', 'loopback'] as const)('through %s', (kind) => {
  let door: Door
  beforeAll(async () => {
    door = await doors[kind](host)
  })
  afterAll(() => door.close())

  it.each(['anyone', ...roles] as const)('[RT2] %s may call what the table says, and nothing else', async (role) => {
    if (role !== 'anyone') valueOf(await aClient(door.transport).session.logIn({ login: logins[role], password: role === 'director' ? director.password : password }))
    for (const { name, action } of operations) {
      const answer = await door.transport.call({ name, input: { notAField: true } })
      const expected = reachOf(role, action) ? 'INVALID_INPUT' : role === 'anyone' ? 'NOT_SIGNED_IN' : 'NOT_ALLOWED'
      expect([name, answer.ok ? 'ok' : answer.error.code]).toEqual([name, expected])
      counted++
    }
  })

  it.each(roles)('[RT3][RT4] %s reaches the cases that the table says, and of them the fields that it says', async (role) => {
    valueOf(await aClient(door.transport).session.logIn({ login: logins[role], password: role === 'director' ? director.password : password }))
    for (const { name, action, input } of questions)
      for (const one of cases) {
        const answer = await door.transport.call({ name, input: input(one.id) })
        const expected = reachOf(role, action) === null ? 'NOT_ALLOWED' : mayReach(role, action, one.to[role]) ? 'ok' : 'NOT_AVAILABLE'
        // A list of nobody's files is empty, for who is not there and for who is not his alike.
        const said = answer.ok && Array.isArray(answer.value) && answer.value.length === 0 && expected === 'NOT_AVAILABLE' ? 'NOT_AVAILABLE' : answer.ok ? 'ok' : answer.error.code
        expect([name, cases.indexOf(one), said]).toEqual([name, cases.indexOf(one), expected])
        const text = JSON.stringify(answer)
        for (const [field, word] of Object.entries(one.words)) {
          const isShown = text.includes(word)
          if (isShown) expect([role, name, field, sees(role, classOf(field))]).toEqual([role, name, field, true])
          if (name === 'subject.get' && answer.ok) expect([field, isShown]).toEqual([field, true])
          counted++
        }
        for (const other of cases) if (other !== one && other.words['idNo']) {
          expect([name, text.includes(other.words['idNo'])]).toEqual([name, false])
          counted++
        }
      }
    const listed = JSON.stringify(valueOf(await aClient(door.transport).subject.list({})).rows)
    for (const one of cases) {
      expect([role, cases.indexOf(one), listed.includes(one.id)]).toEqual([role, cases.indexOf(one), mayReach(role, 'subject.read', one.to[role])])
      for (const [field, word] of Object.entries(one.words)) {
        if (listed.includes(word)) expect([role, field, sees(role, classOf(field))]).toEqual([role, field, true])
        counted++
      }
    }
  })
})

it('[RT3] the tables of rights were asked at least ten thousand times (AC-06)', () => {
  expect(counted).toBeGreaterThan(10_000)
})

function classOf(field: string) {
  const classes: Record<string, (typeof fieldClasses.subjects)[keyof typeof fieldClasses.subjects]> = fieldClasses.subjects
  const found = classes[field]
  if (!found) throw new Error(`no class for ${field}`)
  return found
}
