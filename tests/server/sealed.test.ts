import { afterAll, beforeAll, expect, it } from 'vitest'
import { consoleContract } from '#shared/contract/console.ts'
import type { WireAnswer } from '#shared/contract/transport.ts'
import { everyCall } from '../factories/call-everything.ts'
import { aGroup, aSubject, aVisit, newId } from './support/documents.ts'
import { logInTo, type TestConsole } from './support/test-console.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from './support/test-device.ts'

/** These end the session, make users or offices, or set what all live by; none has a person in its answer. */
const apart: Readonly<Record<string, string>> = {
  'console.logIn': 'is done', 'console.logOut': 'ends the session', 'user.create': 'makes a user', 'office.create': 'makes an office', 'device.createCode': 'makes a code', 'policy.set': 'sets the policy', 'user.setRole': 'about users', 'user.setActive': 'about users', 'user.resetPassword': 'about users', 'secondFactor.begin': 'about users', 'secondFactor.confirm': 'about users', 'secondFactor.end': 'about users', 'secondFactor.reset': 'about users', 'secondFactor.setRule': 'about users', 'sealed.look': 'asked below: it is the one way in',
}
let cluster: TestCluster
let test: TestCounty
let console: TestConsole
let device: TestDevice
beforeAll(async () => {
  cluster = await openCluster()
  test = await openTestCounty(cluster)
  console = await logInTo(test)
  device = await enrolledDevice(test, offices.nanming)
})
afterAll(async () => {
  await test.close()
  await cluster.close()
})

const call = async (name: string, input: unknown): Promise<WireAnswer> => {
  const response = await fetch(`${test.url}api/call`, { method: 'POST', body: JSON.stringify({ name, input }), headers: { 'content-type': 'application/json', authorization: `Bearer ${console.token ?? ''}` } })
  return (await response.json()) as WireAnswer
}
// The zip of an export holds the minute in which it was made; its rows are counted.
const plain = (answer: WireAnswer): string => JSON.stringify(answer).replaceAll(/"base64":"[^"]*"/g, '').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T').replaceAll(/[0-9A-HJKMNP-TV-Z]{26}/g, 'ID')

it('[SE6] [SE7] AC-27 at the county: a sealed file is in no list, count, detail or export, whatever is asked; a look under a legal basis is written down first', async () => {
  const file = { name: '钱金雀', idNo: '331102200801011000', residence: '鸣叫巷', state: 'DISCHARGED' }
  const subject = aSubject(file)
  const visit = aVisit({ subjectId: subject.id, text: '鸣叫' })
  const relative = { id: newId(), name: '钱金雀父', gender: '1', kind: 'FAMILY', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: subject.id, relation: '父亲', active: true, account: null, createdAt: subject['createdAt'] ?? '', editedAt: subject['editedAt'] ?? '', editedBy: '陈二' }
  const look = aVisit({ subjectId: subject.id })
  await device.send([item('subjects', subject), item('groups', aGroup({ id: subject.id })), item('people', relative), item('records', visit), item('subjects', aSubject({ name: '常在册' }))])
  const signs = [file.name, file.idNo, '鸣叫', subject.id, visit.id]
  const sweep = async (ids: string[], only: (name: string) => boolean = () => true) => {
    const said = []
    for (const { name, inputs } of everyCall(consoleContract, { ids, words: [file.name] })) if (!(name in apart) && only(name)) for (const input of inputs) said.push({ name, input, answer: await call(name, input) })
    return said
  }
  const loud = (said: Awaited<ReturnType<typeof sweep>>) => [...new Set(said.filter(({ input, answer }) => signs.some((sign) => JSON.stringify(answer).includes(sign) && !JSON.stringify(input).includes(sign))).map(({ name }) => name))]
  // Nobody is left out for want of an input: a new operation is swept, or says above why not.
  expect(everyCall(consoleContract, { ids: [subject.id], words: [file.name] }).filter(({ name, inputs }) => inputs.length === 0 && !(name in apart)).map(({ name }) => name)).toEqual([])
  // Before the sealing only what must be found: the whole sweep twice would cost more than it tells.
  expect(loud(await sweep([subject.id, visit.id], (name) => /^(subject|record)\./.test(name)))).toEqual(expect.arrayContaining(['subject.list', 'subject.get', 'record.list', 'record.get']))

  await device.send([item('subjects', { ...subject, sealed: { ground: 'MINOR', documentNo: '', at: '2026-11-20T06:00:00.000Z', by: '陈二' }, editedAt: '2026-11-20T06:00:00.000Z' }, { baseRevision: 1 })])
  // An older edit that knows nothing of the sealing does not undo it.
  await device.send([item('subjects', { ...subject, note: '后到的旧改动', editedAt: '2026-11-20T07:00:00.000Z' }, { baseRevision: 1 })])
  expect(await test.sql("select document -> 'sealed' ->> 'ground' as ground from documents where collection = 'subjects' and id = '" + subject.id + "'")).toMatchObject([{ ground: 'MINOR' }])
  const said = await sweep([subject.id, visit.id])
  expect(loud(said)).toEqual([])
  expect(said.length).toBeGreaterThan(20)
  for (const { name, input, answer } of said) {
    const text = JSON.stringify(input)
    const instead = text.replaceAll(subject.id, newId()).replaceAll(visit.id, newId())
    if (instead !== text) expect({ name, answer: plain(await call(name, JSON.parse(instead))) }).toEqual({ name, answer: plain(answer) })
  }

  const why = { basis: 'PROCURATORATE', documentNo: '莲检查〔2026〕1号', unit: '莲都区人民检察院', minutes: 30 } as const
  expect(await console.sealed.look({ name: '常在册', idNo: '331102200801011000', ...why })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
  expect(await console.sealed.look({ name: file.name, idNo: file.idNo, ...why })).toMatchObject({ ok: true, value: { subject: { name: file.name }, facts: [{ label: '走访', text: '鸣叫' }] } })
  await device.send([item('records', { ...look, kind: 'sealedLook', values: { basis: '办案', documentNo: '字1号', unit: '某院', until: null }, visitType: undefined, reason: undefined, met: undefined, findings: undefined, nextVisitOn: undefined } as never)])
  const looks = await console.sealed.looks({ limit: 10 })
  expect(looks).toMatchObject({ ok: true })
  expect(JSON.stringify(looks)).toContain('莲检查〔2026〕1号')
  expect(JSON.stringify(looks)).not.toContain('金雀')
  expect(JSON.stringify(await test.sql('select * from county_audit'))).not.toContain('金雀父')
}, 60_000)
