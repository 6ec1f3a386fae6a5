import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { neverSent } from '#shared/domain/document.ts'
import { Person } from '#shared/domain/person.ts'
import { DeviceId, makeId, PersonId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { newKeyPair } from '../sync/signatures.ts'
import { deviceKeySetting } from '../sync/sync-settings.ts'
import type { Keyring } from './keyring/keyring.ts'
import { loadKeyring } from './keyring/keyring-file.ts'
import { passwordProblem } from './keyring/password-policy.ts'
import { deviceSetting, type OpenOffice, officeSetting } from './open-office.ts'
import { replaceFile, syncFolder } from './private-files.ts'

export type SetUpInput = { officeName: string; name: string; gender: '1' | '2'; login: string; password: string }
export type SetUpDeps = {
  dataDir: string
  now(): number
  randomBytes(count: number): Uint8Array
  keyring: Keyring
  open(dataKey: Uint8Array, deviceId: DeviceId): Promise<OpenOffice>
}

const marker = (dataDir: string): string => join(dataDir, 'set-up.unfinished')

/**
 * First run: data key, database, this device's key pair, the administrator, and last the keyring. Until the keyring is
 * on disk a marker says that nothing here is anybody's yet, so a power cut leads back to the first run.
 */
export async function setUpOffice(deps: SetUpDeps, input: SetUpInput): Promise<Result<{ opened: OpenOffice; personId: PersonId }, 'ALREADY_SET_UP' | 'PASSWORD_TOO_WEAK'>> {
  if (deps.keyring.state() !== 'none') return fail('ALREADY_SET_UP')
  const problem = await passwordProblem(input.password, input)
  if (problem) return fail('PASSWORD_TOO_WEAK', { problem })
  const deviceId = DeviceId.parse(makeId(deps.now(), deps.randomBytes(10)))
  replaceFile(marker(deps.dataDir), deviceId)
  let opened: OpenOffice | null = null
  try {
    opened = await deps.open(deps.randomBytes(32), deviceId)
    const personId = await fill(opened, input)
    const { dataKey } = opened
    await deps.keyring.create({ personId, login: input.login, name: input.name }, { dataKey, password: input.password }, { deviceId, officeName: input.officeName })
    unmark(deps.dataDir)
    return ok({ opened, personId })
  } catch (error) {
    await opened?.stopSync()
    await opened?.close()
    removeUnfinishedSetUp(deps.dataDir)
    throw error
  }
}

/** Clears what an interrupted first run left; it holds nobody's data, and its key is gone. Finished ones are only unmarked. */
export function removeUnfinishedSetUp(dataDir: string): void {
  if (!existsSync(marker(dataDir))) return
  if (loadKeyring(dataDir).state === 'none') for (const end of ['', '-wal', '-shm', '-lock', '-head']) rmSync(join(dataDir, `office.sqlite${end}`), { force: true })
  unmark(dataDir)
}

function unmark(dataDir: string): void {
  rmSync(marker(dataDir), { force: true })
  syncFolder(dataDir)
}

async function fill({ office }: OpenOffice, { officeName, name, gender, login }: SetUpInput): Promise<PersonId> {
  await office.settings.set(deviceKeySetting.id, newKeyPair())
  await office.settings.set(officeSetting.id, { name: officeName })
  await office.settings.set(deviceSetting.id, { deviceId: office.deviceId })
  const person: Person = Person.parse({
    id: office.newId(PersonId),
    name,
    gender,
    kind: 'STAFF',
    phone: '',
    organisation: officeName,
    village: '',
    specialties: [],
    minorsKnowledge: false,
    relativeOf: null,
    relation: '',
    active: true,
    account: { login, role: 'director', active: true },
    createdAt: office.now(),
    editedAt: office.now(),
    editedBy: name,
    ...neverSent,
  })
  await office.data.people.insert(person)
  return person.id
}
