import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'
import { isOwnKeyed } from '../keyring/key-slot.ts'
import type { Keyring } from '../keyring/keyring.ts'
import type { OpenOffice } from '../open-office.ts'
import { ownKeyOf } from './file-state.ts'
import { volunteersOf } from './volunteers.ts'

type Deps = { keyring: Keyring; randomBytes(count: number): Uint8Array }

/** When a volunteer's slot last held the data key: whoever has a copy of the folder from before may still have it. */
const convertedSetting = { id: 'volunteer-old-slots', schema: z.object({ at: Instant }) }

/**
 * Takes the data key out of volunteers' slots that a version before this one made, and lets slots keep his key. Those whose owner has not logged in
 * since still have the first format, which only his password can change: they stay, and staff are told (`oldSlotNotices`).
 */
export async function convertSlots(opened: OpenOffice, { keyring, randomBytes }: Deps): Promise<void> {
  for (const { id } of await volunteersOf(opened, keyring)) {
    const slot = keyring.content().slots.find(({ personId }) => personId === id)
    if (!slot || (isOwnKeyed(slot) && !slot.vaults.includes('office') && slot.kept)) continue
    if (!isOwnKeyed(slot) || slot.vaults.includes('office')) await opened.office.settings.set(convertedSetting.id, { at: opened.office.now() })
    if (!isOwnKeyed(slot)) continue
    const volunteerKey = await ownKeyOf(opened, id, { keyring, randomBytes })
    await keyring.restrict(id, { volunteerKey, dataKey: opened.dataKey })
    volunteerKey.fill(0)
  }
}

/** What a director is told of old slots: whose are still there, and that the data key ought to be changed once they are gone. */
export async function oldSlotNotices(opened: OpenOffice, keyring: Pick<Keyring, 'content'>): Promise<string[]> {
  const converted = await opened.office.settings.get(convertedSetting.id, convertedSetting.schema)
  if (!converted) return []
  const { slots, rotatedAt } = keyring.content()
  const old = (await volunteersOf(opened, keyring)).filter(({ id }) => slots.some((slot) => slot.personId === id && (!isOwnKeyed(slot) || slot.vaults.includes('office'))))
  if (old.length > 0) return [`志愿者${old.map(({ name }) => name).join('、')}的账号还是旧的，能解开本机全部数据。请让他本人登录一次，或在“设置”里重设他的密码。`]
  return rotatedAt === null || rotatedAt < converted.at ? ['志愿者账号已经换成各自单独的密钥。以前拷走的数据仍可能被旧密码打开，请在合适的时候更换一次数据密钥。'] : []
}
