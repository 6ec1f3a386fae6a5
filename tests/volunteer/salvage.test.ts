import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join as path } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { loadKeyring } from '../../src-main/host/keyring/keyring-file.ts'
import { keptKey } from '../../src-main/host/keyring/key-slot.ts'
import { rotatedKeyring } from '../../src-main/host/keyring/rotate-keyring.ts'
import { verifyOffice } from '../../src-main/host/verify-office.ts'
import { Instant } from '../../src-shared/kernel/time.ts'
import { randomBytes } from 'node:crypto'
import { closeDesks } from '../faults/a-desk.ts'
import { valueOf } from '../contract/a-host.ts'
import { aVillage, aVisitOf, blue, director, swap } from './village.ts'

afterEach(closeDesks)

type Village = Awaited<ReturnType<typeof aVillage>>

/** What the volunteer wrote and staff have not had yet; afterwards nobody is signed in. */
async function writtenAlone({ staff, volunteer, clocks, wang }: Village, count: number, text: string): Promise<string[]> {
  await swap(staff, volunteer, blue)
  const ids: string[] = []
  for (let i = 0; i < count; i++) ids.push(valueOf(await volunteer.record.log({ record: aVisitOf(wang, `${text}${i}`, clocks), draftId: null })).record.id)
  valueOf(await volunteer.session.lock({}))
  return ids
}

async function recordIds({ staff, wang }: Village): Promise<string[]> {
  return valueOf(await staff.subject.timeline({ id: wang, before: null, limit: 200 })).entries.map(({ record }) => String(record.id))
}

it('[VO19] his slot keeps his key under the data key, also under a new one: a database that has lost it still takes over what he wrote', async () => {
  const village = await aVillage()
  const { desk, dataDir, staff, blueId } = village
  const dataKey = Uint8Array.from(desk.opened()?.dataKey ?? [])
  const known = await desk.opened()?.office.data.settings.findOne(`volunteer-file/${blueId}`).exec()
  const ids = await writtenAlone(village, 2, '院里晒着茶叶。')
  // As after a recovery that did not bring this document back.
  await desk.withDataKey(Uint8Array.from(dataKey), async ({ office }) => void (await office.data.settings.findOne(`volunteer-file/${blueId}`).remove()))
  await village.staff.session.logIn(director)
  expect((await recordIds(village)).sort()).toEqual(ids.sort())
  expect(valueOf(await staff.sync.status({})).returned).toBe(0)
  expect(readdirSync(path(dataDir, 'volunteers', blueId)).filter((name) => name.includes('unread'))).toEqual([])
  await swap(staff, village.volunteer, blue)
  expect(valueOf(await village.volunteer.subject.list({})).total).toBe(1)
  const loaded = loadKeyring(dataDir)
  if (loaded.state !== 'good') throw new Error(loaded.state)
  const to = new Uint8Array(randomBytes(32))
  const { slots, deviceId } = rotatedKeyring(loaded.content, { from: dataKey, to, at: Instant.parse('2026-11-22T08:00:00.000Z'), recoveryKey: null }, randomBytes)
  const [slot] = slots.filter(({ personId }) => personId === blueId)
  if (!slot || !known) throw new Error('no slot')
  expect(Buffer.from(keptKey(slot, to, deviceId) ?? []).toString('base64')).toBe(JSON.parse(known.value).key)
  expect(keptKey(slot, dataKey, deviceId)).toBeNull()
})

it('[VO20] of a damaged file everything readable is taken over, the file is set aside whole, and his chain goes on', async () => {
  const village = await aVillage()
  const { desk, dataDir, staff, volunteer, blueId } = village
  const ids = await writtenAlone(village, 12, '他在茶园里干活，说起家里的事。'.repeat(100))
  const folder = path(dataDir, 'volunteers', blueId)
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.sqlite'))
  const content = readFileSync(path(folder, name))
  // Some of the last pages, where the long texts are; elsewhere lies the list of collections, without which nothing can be read.
  for (let page = content.length / 4096 - 8; page < content.length / 4096; page += 3) content[page * 4096 + 900] = (content[page * 4096 + 900] ?? 0) ^ 0xff
  writeFileSync(path(folder, name), content)
  valueOf(await staff.session.logIn(director))
  const back = await recordIds(village)
  expect(back.length).toBeGreaterThan(0)
  expect(back.length).toBeLessThan(ids.length)
  expect(ids).toEqual(expect.arrayContaining(back))
  expect(readFileSync(path(folder, `${name}.unread`)).equals(content)).toBe(true)
  expect(readdirSync(folder).filter((one) => one.includes('.partial'))).toEqual([])
  expect((await desk.volunteers()?.notices())?.join()).toContain('读得出的已经收进来')
  valueOf(await staff.account.resetPassword({ personId: blueId, password: '海上生明月天涯共此时' }))
  await swap(staff, volunteer, { login: blue.login, password: '海上生明月天涯共此时' })
  expect(valueOf(await volunteer.subject.list({})).total).toBe(1)
  await swap(volunteer, staff, director)
  const opened = desk.opened()
  if (!opened) throw new Error('closed')
  expect((await verifyOffice(opened)).volunteers).toMatchObject({ ok: true })
})
