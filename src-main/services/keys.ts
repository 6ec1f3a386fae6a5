import type { SliceHandlers } from '#shared/contract/define.ts'
import type { keys } from '#shared/contract/keys.ts'
import { fail, ok, type Refusal } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { rememberFormerKey } from '../backup/former-keys.ts'
import { noteWhileClosed } from '../host/closed-notes.ts'
import { atHostDesk, type HostContext } from '../host/host-caller.ts'
import { forgetStopped } from '../host/lease/stopped-file.ts'
import { passwordProblem } from '../host/keyring/password-policy.ts'
import { slotsOfFirstFormat } from '../host/keyring/rotate-keyring.ts'
import { openResponse } from '../host/recovery/open-response.ts'
import { forgetRequest, makeRequest, pendingRequest } from '../host/recovery/request.ts'
import { recoveryKeySetting } from '../sync/recovery-key.ts'

/** The data key: its replacement and the way back to it. */
export const keysHandlers: SliceHandlers<typeof keys, HostContext> = {
  status: async (context) => {
    const content = atHostDesk(context).desk.keyring.content()
    return ok({ rotatedAt: content.rotatedAt, recoverable: content.recovery !== null, oldSlots: slotsOfFirstFormat(content) })
  },

  rotate: async (context, { password }) => {
    const { desk, me } = atHostDesk(context)
    const old = slotsOfFirstFormat(desk.keyring.content())
    if (old.length > 0) return fail('KEY_SLOTS_OLD', { names: old.join('、') })
    const verdict = await me.office.checkPassword(me.personId, password)
    if (verdict === 'wrong') return fail('WRONG_PASSWORD')
    if (verdict !== 'right') return fail('TRY_LATER', { seconds: verdict.waitSeconds })
    const opened = desk.opened()
    if (!opened) throw new Error('the office closed during the call')
    if ((await desk.backups.status(me.office)).running) return fail('BACKUP_RUNNING')
    const at = me.office.now()
    await rememberFormerKey(me.office, { until: at, key: opened.dataKey })
    const recovery = await me.office.settings.get(recoveryKeySetting.id, recoveryKeySetting.schema)
    desk.rotation.begin({ dataKey: Uint8Array.from(opened.dataKey), at, personId: me.personId, recoveryKey: recovery?.publicKey ?? null })
    return ok({})
  },

  cancelRotation: async ({ caller: { desk } }) => {
    desk.rotation.cancel()
    return ok({})
  },

  requestRecovery: async (context) => {
    const { desk, now } = context.caller
    const unusable = refuseUnusable(context)
    if (unusable) return unusable
    const at = toInstant(now())
    const made = makeRequest({ dataDir: desk.dataDir, keyring: desk.keyring, now: at, randomBytes: desk.randomBytes })
    if (made.ok) noteWhileClosed(desk.dataDir, { at, personId: '', operation: 'keys.requestRecovery', outcome: 'intent' })
    return made
  },

  applyRecovery: async (context, { text, code, login, password }) => {
    const { desk, now } = context.caller
    const unusable = refuseUnusable(context)
    if (unusable) return unusable
    const { guessing } = desk.keyring
    const at = toInstant(now())
    // Nobody's own counter: guessing the county's code counts against this PC.
    const seconds = guessing.waitSeconds('')
    if (seconds > 0) return fail('TRY_LATER', { seconds })
    guessing.begin('', at)
    const opened = openResponse(text, code, { pending: pendingRequest(desk.dataDir), deviceId: desk.keyring.content().deviceId })
    if (!opened.ok) {
      if (opened.error.code !== 'RECOVERY_CODE_WRONG') guessing.succeeded('')
      return opened
    }
    guessing.succeeded('')
    return desk.withDataKey(opened.value, async ({ office, audit, dataKey }) => {
      const directors = (await office.data.people.find().exec()).map((document) => document.toMutableJSON()).filter((person) => person.account?.role === 'director' && person.account.active)
      const director = directors.find((person) => person.account?.login === login)
      if (!director) return fail('RECOVERY_NOT_DIRECTOR', { logins: directors.map((person) => person.account?.login ?? '').join('、') })
      const problem = await passwordProblem(password, { login, name: director.name })
      if (problem) return fail('PASSWORD_TOO_WEAK', { problem })
      await audit.append({ at: office.now(), personId: director.id, role: 'director', operation: 'keys.applyRecovery', objectId: director.id, outcome: 'intent' })
      await desk.keyring.put({ personId: director.id, login, name: director.name }, { dataKey, password })
      forgetRequest(desk.dataDir)
      // The county itself has opened what it had stopped; its next word by line or stick stops it again.
      forgetStopped(desk.dataDir)
      return ok({ name: director.name })
    })
  },
}

function refuseUnusable({ caller: { desk } }: HostContext): Refusal<'NOT_SET_UP' | 'KEYRING_DAMAGED'> | null {
  const state = desk.keyring.state()
  if (state === 'good') return null
  return state === 'none' ? fail('NOT_SET_UP') : fail('KEYRING_DAMAGED')
}
