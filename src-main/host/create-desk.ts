import { clearScratch, createBackupJob } from '../backup/backup-job.ts'
import { createRestoreWatch } from '../backup/restore-watch.ts'
import { finishRestore } from '../backup/swap-in.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { fail, ok, type Refusal } from '#shared/kernel/result.ts'
import type { Permit } from '#shared/sync/lease/permit.ts'
import { countUnreceived } from '../sync/collect-batch.ts'
import { handInByLine } from '../sync/hand-in.ts'
import { admit } from './admit.ts'
import type { Desk, DeskDeps, SignInProblem, Unlocked } from './desk.ts'
import type { KeySlot } from './keyring/key-slot.ts'
import { enterByLease } from './lease/enter.ts'
import { finishStop, obeyPermit, settleStop } from './lease/obey.ts'
import { noteStanding } from './lease/standing-file.ts'
import { readStopped } from './lease/stopped-file.ts'
import { logBug } from './log-bug.ts'
import { openKeyring } from './keyring/keyring.ts'
import { createWorkBoard } from './long-work.ts'
import type { Office } from './office.ts'
import { type OpenOffice, openOffice } from './open-office.ts'
import { finishSwaps } from './rotation/finish-swaps.ts'
import { createRotationJob } from './rotation/rotation-job.ts'
import { createRunningCalls } from './running-calls.ts'
import { createSerial } from './serial.ts'
import { removeUnfinishedSetUp, setUpOffice } from './set-up.ts'
import { ownKeyOf } from './volunteer/file-state.ts'
import { keepVolunteers, type VolunteerKeeper } from './volunteer/keeper.ts'
import { convertSlots } from './volunteer/old-slots.ts'
import { newestGeneration, placeOf } from './volunteer/place.ts'
import { sealWitness, witnessId } from './volunteer/witness.ts'
import { createWindowList } from './window-list.ts'
import { isIdle, type Window } from './window.ts'

/** No call of a locked office is waited for longer than this: the keys must go. */
const PATIENCE_MS = 5_000
/** Bringing the volunteers' files up to date may take this long at a lock, for which the shell waits 1.5 s, and at a switch. */
const LAST_REFRESH_MS = { lock: 900, switch: 30_000 } as const

/** Makes the desk of a data directory that this process has locked. */
export function createDesk(deps: DeskDeps): Desk {
  removeUnfinishedSetUp(deps.dataDir)
  finishRestore(deps.dataDir)
  finishSwaps(deps.dataDir)
  clearScratch(deps.dataDir)
  const keyring = openKeyring(deps)
  settleStop(deps.dataDir, keyring)
  const windows = createWindowList(deps.log)
  const { tell, emit } = windows
  const running = createRunningCalls()
  // Opening and closing never overlap.
  const inTurn = createSerial()
  let open: OpenOffice | null = null
  let keeper: VolunteerKeeper | null = null

  const backups = createBackupJob({ ...deps, emit })
  const work = createWorkBoard(() => emit('session.changed', { reason: 'working' }))
  const restoring = createRestoreWatch()
  const rotation = createRotationJob({ ...deps, work, lockedOut: (act) => inTurn(() => evict().then(act).finally(() => keyring.reload())) })

  async function closeIfEmpty(why: keyof typeof LAST_REFRESH_MS = 'lock'): Promise<void> {
    if (!open || !windows.isEmpty()) return
    const closing = open
    open = null
    if (!closing.volunteer) await countUnreceived(closing.office).then((unsent) => noteStanding(deps.dataDir, { unsent }), () => undefined)
    await backups.stop()
    const files = keeper
    keeper = null
    await files?.stop(LAST_REFRESH_MS[why]).catch(() => deps.log('volunteer files did not stop cleanly'))
    await closing.stopSync().catch(() => deps.log('sync did not stop cleanly'))
    await running.settled(PATIENCE_MS)
    // The keys are zeroed in any case; what SQLite could not finish here it finishes at the next opening.
    await closing.close().catch(() => deps.log('database did not close cleanly'))
  }

  const openWith = (dataKey: Uint8Array, deviceId = keyring.content().deviceId): Promise<OpenOffice> =>
    openOffice({ ...deps, deviceId, emit, checkPassword, upgrading: (progress) => work.tell({ kind: 'upgrading', ...progress }), permit: heardPermit, recoveryKey: (publicKey) => keyring.setRecovery(publicKey, dataKey) }, dataKey).finally(() => work.tell(null))

  const stopping = { dataDir: deps.dataDir, keyring, opened: () => open, keeper: () => keeper, evict, signOutPerson: (personId: string) => void signOutAll((window) => window.signedIn?.personId === personId) }
  /** Not waited for: what it does ends the exchange that brought the word. */
  function heardPermit(permit: Permit): void {
    void inTurn(() => obeyPermit(stopping, permit)).catch((error: unknown) => logBug(deps.log, 'county permit', error))
  }

  const checkPassword: Office['checkPassword'] = async (personId, password, recordId) => {
    const slot = keyring.content().slots.find((one) => one.personId === personId)
    if (!slot) return 'wrong'
    const unlocked = await keyring.unlock(slot.login, password)
    if (unlocked.ok) {
      const { dataKey } = unlocked.value
      if (open?.volunteer && recordId) await open.office.settings.set(witnessId({ recordId, personId }), sealWitness(dataKey, open.office.deviceId, { recordId, personId }))
      dataKey.fill(0)
      return 'right'
    }
    return unlocked.error.code === 'TRY_LATER' ? { waitSeconds: unlocked.error.params.seconds } : 'wrong'
  }

  const signOut = async (window: Window): Promise<void> => {
    windows.unseat(window)
    await inTurn(closeIfEmpty)
  }

  /** Signs out somebody who went away; the audit says so. A chain that cannot be written keeps nobody in. */
  const signOutIdle = async (window: Window): Promise<void> => {
    const gone = window.signedIn
    if (!gone) return
    windows.unseat(window)
    const { office, personId, role } = gone
    if (open?.office === office) {
      const entry = { at: office.now(), personId, role, operation: 'session.idleLock', objectId: personId, outcome: 'intent' } as const
      await running.track(open.audit.append(entry)).catch(() => deps.log('idle lock not entered in the audit'))
    }
    await inTurn(closeIfEmpty)
  }

  const signOutAll = async (chosen: (window: Window) => boolean): Promise<void> => {
    await Promise.all([...windows.all].filter((window) => window.signedIn && chosen(window)).map(signOut))
  }

  /** Locks everybody out and closes what is open, inside a turn. */
  async function evict(): Promise<void> {
    windows.all.forEach((window) => windows.unseat(window))
    await closeIfEmpty('switch')
  }

  async function openForStaff(dataKey: Uint8Array): Promise<OpenOffice> {
    if (open?.volunteer) await evict()
    if (open) {
      dataKey.fill(0)
      return open
    }
    open = await openWith(dataKey)
    keeper = keepVolunteers(open, { ...deps, keyring })
    await keeper.takeOverAll()
    return open
  }

  async function openForVolunteer(personId: PersonId, ownKey: Uint8Array): Promise<Refusal<'VOLUNTEER_NOT_READY'> | null> {
    const { deviceId } = keyring.content()
    const place = placeOf(deps.dataDir, { personId, deviceId })
    const hasFile = newestGeneration(place) > 0
    if (hasFile && open && open.volunteer !== personId) await evict()
    // Only now: what is written before the office closes may be a new generation.
    const generation = newestGeneration(place)
    if (hasFile && !open) open = await openOffice({ ...deps, deviceId, emit, checkPassword, ownFile: { place, generation } }, ownKey)
    else ownKey.fill(0)
    return hasFile ? null : fail('VOLUNTEER_NOT_READY')
  }

  /** Opens what the slot opens. A slot that should open his own file and still opens the office gets neither call nor office. */
  async function openFor({ slot: { personId }, vault, dataKey }: Unlocked): Promise<Refusal<'VOLUNTEER_NOT_READY'> | null> {
    if (vault === 'volunteers') return openForVolunteer(personId, dataKey)
    const opened = await openForStaff(dataKey)
    const account = (await opened.office.data.people.findOne(personId).exec())?.account
    if (account?.role !== 'volunteer') return null
    // His password has just given the slot a form that can be changed without it.
    await convertSlots(opened, { ...deps, keyring })
    await keeper?.refresh(personId)
    return openForVolunteer(personId, await ownKeyOf(opened, personId, { keyring, randomBytes: deps.randomBytes }))
  }

  function letIn(window: Window, slot: Pick<KeySlot, 'personId'>): ReturnType<typeof admit> {
    if (!open) throw new Error('no open office')
    return admit(window, slot, { opened: open, deps: { ...deps, keyring } })
  }

  /** What the county's word says to somebody whose password was right. */
  async function mayEnter(extension: string | undefined): Promise<Refusal<SignInProblem> | null> {
    if (readStopped(deps.dataDir)) return fail((await finishStop(stopping)) ? 'DEVICE_WIPED' : 'DEVICE_STOPPING')
    if (!open) throw new Error('no open office')
    return enterByLease(open, { extension, guessing: keyring.guessing, at: open.office.now() })
  }

  return {
    dataDir: deps.dataDir,
    keyring,
    windows: windows.all,
    opened: () => open,
    add: (window) => void windows.all.add(window),
    async remove(window) {
      await signOut(window)
      windows.all.delete(window)
    },
    setUp: (window, input) =>
      inTurn(async () => {
        const made = await setUpOffice({ ...deps, keyring, open: openWith }, input)
        if (!made.ok) return made
        open = made.value.opened
        keeper = keepVolunteers(open, { ...deps, keyring })
        await letIn(window, made.value).finally(closeIfEmpty)
        tell(window, 'session.changed', { reason: 'opened' })
        return ok(undefined)
      }),
    volunteers: () => keeper,
    signIn: (window, unlocked, extension) =>
      inTurn(async () => {
        const refusal = await openFor(unlocked).then(async (refused) => refused ?? (await mayEnter(extension)) ?? letIn(window, unlocked.slot)).finally(closeIfEmpty)
        if (refusal) return refusal
        tell(window, 'session.changed', { reason: 'opened' })
        return ok(undefined)
      }),
    handIn: () => handInByLine(deps.dataDir, deps.fetch),
    signOut,
    signOutPerson: stopping.signOutPerson,
    signOutIdle,
    async lockIdle() {
      await Promise.all([...windows.all].filter((window) => isIdle(window, deps.monotonic())).map(signOutIdle))
    },
    track: running.track,
    emit,
    backups,
    work,
    rotation,
    randomBytes: deps.randomBytes,
    withDataKey: (dataKey, act) =>
      inTurn(async () => {
        await evict()
        return act(await openForStaff(dataKey)).finally(closeIfEmpty)
      }),
    restoring,
    lookWhileClosed: (work) => inTurn(async () => (open ? fail('RESTORE_WHILE_OPEN') : work({ ...deps, keyring, tell: () => undefined, signal: new AbortController().signal }))),
    restore: (work) =>
      inTurn(async () => {
        if (open) return fail('RESTORE_WHILE_OPEN')
        try {
          return await work({ ...deps, keyring, ...restoring.begin() })
        } finally {
          restoring.end()
          keyring.reload()
          for (const window of windows.all) tell(window, 'session.changed', { reason: 'locked' })
        }
      }),
  }
}
