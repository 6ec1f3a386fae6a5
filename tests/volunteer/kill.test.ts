import { setTimeout } from 'node:timers/promises'
import { join as path } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { verifyOffice } from '../../src-main/host/verify-office.ts'
import { aJpeg } from '../factories/pictures.ts'
import { closeDesks } from '../faults/a-desk.ts'
import { kill, projectNode, start } from '../faults/child-process.ts'
import { valueOf } from '../contract/a-host.ts'
import { aVillage, aVisitOf, blue, type Client, director, swap } from './village.ts'

afterEach(closeDesks)

/** Rounds of write, log in, kill; the long run sets more. */
const rounds = Number(process.env.VOLUNTEER_KILLS ?? 3)

async function photo(client: Client) {
  const bytes = aJpeg()
  const { handle } = valueOf(await client.bytes.begin({ name: '门口.jpg', size: bytes.length }))
  valueOf(await client.bytes.append({ handle, base64: bytes.toString('base64') }))
  return valueOf(await client.bytes.keep({ handle }))
}

it('[VO17] a kill at any point of taking over and writing a new file loses nothing and doubles nothing', async () => {
  const village = await aVillage({ clocks: { wall: Date.now(), running: 0 } })
  const { desk, staff, volunteer, clocks, dataDir, wang, blueId } = village
  const written: string[] = []
  let killed = 0
  valueOf(await staff.session.lock({}))
  for (let round = 0; round < rounds; round++) {
    valueOf(await volunteer.session.logIn(blue))
    const attachment = await photo(volunteer)
    for (let i = 0; i < 3; i++) written.push(valueOf(await volunteer.record.log({ record: { ...aVisitOf(wang, `第${round}轮${i}`, clocks), attachments: i === 0 ? [attachment] : [] }, draftId: null })).record.id)
    valueOf(await volunteer.draft.save({ kind: 'talk', subjectId: wang, content: { round } }))
    valueOf(await volunteer.session.lock({}))
    const child = start(projectNode, [path(import.meta.dirname, 'kill-child.ts'), dataDir])
    expect((await child.lines.next()).value).toBe('ready')
    // Some rounds end while his work is taken over, some when it is, some while the new file is written.
    if (round % 3 > 0) expect((await child.lines.next()).value).toBe('in')
    if (round % 3 !== 1) await setTimeout(20 + ((round * 97) % 400))
    if (child.child.exitCode === null) killed++
    await kill(child)
  }
  expect(killed).toBeGreaterThan(0)
  await swap(volunteer, staff, director)
  const opened = desk.opened()
  if (!opened) throw new Error('closed')
  const records = (await opened.office.data.records.find().exec()).map((one) => one.toMutableJSON())
  expect(records.map(({ id }) => String(id)).sort()).toEqual([...written].sort())
  expect(records.every((record) => record.author.personId === blueId && record.receivedAt === null)).toBe(true)
  const drafts = (await opened.office.data.drafts.find().exec()).map((one) => one.toMutableJSON())
  expect(drafts.map(({ content }) => content)).toEqual([{ round: rounds - 1 }])
  for (const record of records) for (const { fileId, size } of record.kind === 'confirmation' ? [] : record.attachments) expect(valueOf(await staff.bytes.read({ fileId, offset: 0 })).total).toBe(size)
  expect(await verifyOffice(opened)).toMatchObject({ ok: true, audit: { ok: true }, volunteers: { ok: true, chains: 1 } })
  await swap(staff, volunteer, blue)
  expect(valueOf(await volunteer.record.list({ kind: null, syncState: null, offset: 0, limit: 200 })).total).toBe(written.length)
}, 300_000)
