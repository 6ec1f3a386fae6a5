import { readdirSync, readFileSync } from 'node:fs'
import { join as path } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { settleState } from '../../src-main/services/duty/keep-states.ts'
import { Instant } from '../../src-shared/kernel/time.ts'
import { closeDesks } from '../faults/a-desk.ts'
import { personFacts, subjectFacts, valueOf } from '../contract/a-host.ts'
import { aJpeg } from '../factories/pictures.ts'
import { aVillage, aVisitOf, blue, type Client, director, join, red, swap } from './village.ts'
import { decrypted, everythingReadable, filesBelow, keysWithPassword } from './thief.ts'

afterEach(closeDesks)
const never = (): never => {
  throw new Error('the office is not open')
}

const hidden = (name: string) => ({
  formerName: `${name}曾用名`, idNo: `号码${name}`, phone: `电话${name}`, charge: `罪名${name}`, decisionOrganName: `法院${name}`, judgmentNo: `判决${name}`,
  huji: `户籍${name}`, injunction: `禁令${name}`, note: `备注${name}`, subjectNo: `编号${name}`,
})

/** Keeps a picture; the text stands in what is no picture data, where nothing takes it out. */
async function keep(client: Client, bytes: Buffer) {
  const { handle } = valueOf(await client.bytes.begin({ name: '照片.jpg', size: bytes.length }))
  valueOf(await client.bytes.append({ handle, base64: bytes.toString('base64') }))
  return valueOf(await client.bytes.keep({ handle }))
}

/** An office in which every text says whose it is; the director is signed in at the end. */
async function anOfficeOfSecrets() {
  const village = await aVillage()
  const { staff, volunteer, clocks, blueId, redId, me } = village
  const subject = async (name: string) => valueOf(await staff.subject.create(subjectFacts({ name, residence: `住址${name}`, visitHint: `提示${name}`, ...hidden(name) }))).id
  const [mine, others, nobodys] = [await subject('甲甲甲'), await subject('乙乙乙'), await subject('丙丙丙')]
  const uncle = valueOf(await staff.person.create({ ...personFacts('叔叔家属'), kind: 'FAMILY', phone: '叔叔电话', relativeOf: mine, relation: '叔叔关系' })).id
  const cadre = valueOf(await staff.person.create({ ...personFacts('村里干部'), kind: 'VILLAGE', phone: '干部电话', organisation: '干部单位' })).id
  await join(staff, mine, [me.personId, cadre, uncle, blueId])
  await join(staff, others, [me.personId, redId])
  const photo = await keep(staff, aJpeg())
  const log = async (client: Client, about: typeof mine, text: string, more: object = {}) => valueOf(await client.record.log({ record: { ...aVisitOf(about, text, clocks), ...more }, draftId: null })).record
  await log(staff, mine, '干警自己写甲')
  const naming = await log(staff, mine, '请蓝田确认甲', { participants: [{ personId: blueId, name: '' }], attachments: [photo] })
  await log(staff, others, '干警写乙')
  await log(staff, nobodys, '干警写丙')
  valueOf(await staff.draft.save({ kind: 'visit', subjectId: mine, content: { text: '干警草稿' } }))
  await swap(staff, volunteer, red)
  await log(volunteer, others, '红梅写乙')
  valueOf(await volunteer.draft.save({ kind: 'talk', subjectId: others, content: { text: '红梅草稿' } }))
  await swap(volunteer, volunteer, blue)
  await log(volunteer, mine, '蓝田写甲')
  valueOf(await volunteer.draft.save({ kind: 'talk', subjectId: mine, content: { text: '蓝田草稿' } }))
  await swap(volunteer, staff, director)
  return { ...village, mine, others, photo, naming }
}

const secrets = [
  ...Object.values(hidden('甲甲甲')), ...Object.values(hidden('乙乙乙')), ...Object.values(hidden('丙丙丙')),
  '乙乙乙', '丙丙丙', '王树生的罪名', '季红英', '叔叔家属', '叔叔电话', '叔叔关系', '干部电话', '干部单位',
  '干警自己写甲', '干警写乙', '干警写丙', '干警草稿', '红梅写乙', '红梅草稿',
]
const his = ['甲甲甲', '住址甲甲甲', '提示甲甲甲', '村里干部', '请蓝田确认甲', '蓝田写甲', '蓝田草稿', '王树生']

describe('AC-05', () => {
  it('[VO7] with a volunteer\'s password and the whole folder, nothing outside his projection can be decrypted', async () => {
    const { desk, staff, dataDir, blueId, photo } = await anOfficeOfSecrets()
    await desk.volunteers()?.refresh(blueId)
    valueOf(await staff.session.lock({}))
    const keys = await keysWithPassword(dataDir, blue.password)
    expect(keys.length).toBeGreaterThan(100)
    const plain = everythingReadable(dataDir, keys)
    const own = readdirSync(path(dataDir, 'volunteers', blueId)).filter((name) => name.endsWith('.sqlite'))
    expect(own).toHaveLength(1)
    expect([...plain.keys()]).toEqual([path(dataDir, 'volunteers', blueId, own[0] ?? '')])
    const text = Buffer.concat([...plain.values()])
    for (const word of his) expect([word, text.includes(word)]).toEqual([word, true])
    for (const word of secrets) expect([word, text.includes(word)]).toEqual([word, false])
    expect(text.includes(photo.fileId)).toBe(false)
    // The sweep can fail: the director's password opens the office, every volunteer's file and the photo.
    const staffPlain = everythingReadable(dataDir, await keysWithPassword(dataDir, director.password))
    const everything = Buffer.concat([...staffPlain.values()])
    expect(staffPlain.has(path(dataDir, 'office.sqlite'))).toBe(true)
    for (const word of [...his, ...secrets]) expect([word, everything.includes(word)]).toEqual([word, true])
  })

  it('[VO8] what left his projection is in no page of his file, and nothing of it lies in clear anywhere', async () => {
    const { desk, staff, volunteer, dataDir, mine, me, blueId, clocks } = await anOfficeOfSecrets()
    const whole = async () => Buffer.concat([...everythingReadable(dataDir, await keysWithPassword(dataDir, blue.password)).values()])
    await swap(staff, volunteer, blue)
    for (let i = 0; i < 12; i++) valueOf(await volunteer.record.log({ record: aVisitOf(mine, `甲的往事${i}`.repeat(40), clocks), draftId: null }))
    await swap(volunteer, staff, director)
    await desk.volunteers()?.refresh(blueId)
    valueOf(await staff.session.lock({}))
    expect((await whole()).includes('甲的往事')).toBe(true)
    valueOf(await staff.session.logIn(director))
    await join(staff, mine, [me.personId])
    await desk.volunteers()?.refresh(blueId)
    valueOf(await staff.session.lock({}))
    const text = await whole()
    expect(text.includes('王树生')).toBe(true)
    for (const word of ['甲的往事', '甲甲甲', '住址甲甲甲', '提示甲甲甲', '蓝田写甲', '蓝田草稿', '请蓝田确认甲', '村里干部']) expect([word, text.includes(word)]).toEqual([word, false])
    expect(readdirSync(path(dataDir, 'volunteers', blueId)).filter((name) => !/-(lock|head)$/.test(name))).toHaveLength(1)
    for (const file of filesBelow(dataDir).filter((name) => !name.includes('keyring'))) for (const word of [...his, ...secrets]) expect([file, readFileSync(file).includes(word)]).toEqual([file, false])
    valueOf(await staff.session.logIn(director))
    expect(valueOf(await staff.subject.timeline({ id: mine, before: null, limit: 200 })).entries.filter(({ record }) => record.author.personId === blueId)).toHaveLength(13)
  })

  it('[VO9] [SE10] a volunteer\'s key does not open the file of another one; of a sealed file nothing stays in his, not even what he wrote', async () => {
    const { desk, staff, dataDir, mine, clocks, blueId, redId } = await anOfficeOfSecrets()
    const occurredAt = Instant.parse(new Date(clocks.wall - 3_600_000).toISOString())
    valueOf(await staff.record.log({ record: { kind: 'death', subjectId: mine, occurredAt, place: '', text: '病故', participants: [], attachments: [], values: { cause: 'ILLNESS', certificate: '某院证明', reportedBy: '家属' } }, draftId: null }))
    await settleState(desk.opened()?.office ?? never(), mine)
    valueOf(await staff.sealed.seal({ id: mine, editedAt: valueOf(await staff.subject.get({ id: mine })).editedAt, ground: 'MINOR', documentNo: '' }))
    await desk.volunteers()?.refresh(blueId)
    valueOf(await staff.session.lock({}))
    const [file] = filesBelow(path(dataDir, 'volunteers', redId)).filter((name) => name.endsWith('.sqlite'))
    const opens = (keys: Uint8Array[]) => decrypted(file ?? '', keys) !== null
    const keys = await keysWithPassword(dataDir, blue.password)
    expect(opens(keys)).toBe(false)
    const text = Buffer.concat([...everythingReadable(dataDir, keys).values()])
    expect(text.includes('王树生')).toBe(true)
    for (const word of ['甲甲甲', '住址甲甲甲', '提示甲甲甲', '蓝田写甲', '蓝田草稿', '请蓝田确认甲']) expect([word, text.includes(word)]).toEqual([word, false])
    expect(opens(await keysWithPassword(dataDir, red.password))).toBe(true)
  })
})
