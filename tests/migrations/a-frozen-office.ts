import { cpSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { derivedKey } from '../../src-main/host/derive-key.ts'
import { openSlot } from '../../src-main/host/keyring/key-slot.ts'
import { loadKeyring } from '../../src-main/host/keyring/keyring-file.ts'

const Facts = z.object({ clock: z.string(), subjects: z.int(), records: z.int(), director: z.object({ login: z.string(), password: z.string() }) })

/** A copy of frozen data of an earlier version, and what is known of it. */
export function aFrozenOffice(name: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'frozen-'))
  cpSync(join(import.meta.dirname, '..', 'fixtures', name), dataDir, { recursive: true })
  return { dataDir, facts: Facts.parse(JSON.parse(readFileSync(join(dataDir, 'facts.json'), 'utf8'))) }
}

/** The key of its database, and the name of the RxDB database in it. */
export async function keyOf(dataDir: string, { login, password }: { login: string; password: string }): Promise<{ key: Uint8Array; name: string }> {
  const loaded = loadKeyring(dataDir)
  if (loaded.state !== 'good') throw new Error(loaded.state)
  const { slots, deviceId } = loaded.content
  const slot = slots.find((one) => one.login === login)
  const keys = slot && (await openSlot(slot, password, deviceId))
  if (!keys?.office) throw new Error('the password does not open the frozen office')
  return { key: derivedKey(keys.office, deviceId, 'database'), name: `office-${deviceId.toLowerCase()}` }
}
