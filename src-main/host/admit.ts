import { fail, type Refusal } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { forgetRestoredNote, restoredNote } from '../backup/swap-in.ts'
import { recoveryKeySetting } from '../sync/recovery-key.ts'
import { enterNotes } from './closed-notes.ts'
import type { KeySlot } from './keyring/key-slot.ts'
import type { Keyring } from './keyring/keyring.ts'
import { type OpenOffice, officeSetting } from './open-office.ts'
import type { Window } from './window.ts'

type Deps = { dataDir: string; keyring: Keyring; monotonic(): number }

/** Everything that must be true before a person gets access; a refusal or an error leaves the window as it was. */
export async function admit(window: Window, { personId }: Pick<KeySlot, 'personId'>, { opened, deps }: { opened: OpenOffice; deps: Deps }): Promise<Refusal<'ACCOUNT_DISABLED'> | null> {
  const { office, audit } = opened
  const person = await office.data.people.findOne(personId).exec()
  const account = person?.account
  if (!person || !account?.active) return fail('ACCOUNT_DISABLED')
  if (!opened.volunteer) await enterWhatHappenedMeanwhile(opened, deps)
  await audit.append({ at: office.now(), personId: person.id, role: account.role, operation: 'session.logIn', objectId: person.id, outcome: 'intent' })
  window.signedIn = { role: account.role, personId: person.id, name: person.name, login: account.login, office }
  window.lastActiveAt = deps.monotonic()
  return null
}

/** Entries for the office's own chain, which was closed. */
async function enterWhatHappenedMeanwhile({ office, audit, dataKey }: OpenOffice, { dataDir, keyring }: Deps): Promise<void> {
  const failed = [...keyring.guessing.failed()]
  for (const { at, personId } of failed) await audit.append({ at: toInstant(Date.parse(at)), personId, role: '', operation: 'session.logIn', objectId: personId, outcome: 'failed' })
  keyring.guessing.forgetFailed(failed.length)
  const named = await office.settings.get(officeSetting.id, officeSetting.schema)
  if (named) await keyring.setOfficeName(named.name)
  await enterNotes(dataDir, audit)
  // A power cut may have come between learning the county's key and sealing to it.
  const recovery = await office.settings.get(recoveryKeySetting.id, recoveryKeySetting.schema)
  if (recovery) await keyring.setRecovery(recovery.publicKey, dataKey)
  const restored = restoredNote(dataDir)
  if (!restored) return
  await audit.append({ at: restored.at, personId: restored.personId, role: '', operation: 'backup.restore', objectId: '', outcome: 'intent' })
  forgetRestoredNote(dataDir)
}
