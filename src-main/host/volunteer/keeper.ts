import type { PersonId } from '#shared/kernel/ids.ts'
import type { Person } from '#shared/domain/person.ts'
import type { Keyring } from '../keyring/keyring.ts'
import { logBug } from '../log-bug.ts'
import type { OpenOffice } from '../open-office.ts'
import { createSerial } from '../serial.ts'
import { dropOwnFile, type FileDeps, freshenOwnFile, takeOverOwnFile } from './freshen.ts'
import { createGate } from './gate.ts'
import { convertSlots, oldSlotNotices } from './old-slots.ts'
import { hasUnread, placeOf } from './place.ts'
import { volunteersOf } from './volunteers.ts'

export type KeeperDeps = Omit<FileDeps, 'gate'> & { keyring: Keyring; monotonic(): number; log(line: string): void }

/** Keeps the volunteers' files while the office's database is open. Its work is done one piece after the other. */
export type VolunteerKeeper = {
  /** Brings in what volunteers wrote since staff were here last. Troubles of one file are logged and hold up nobody. */
  takeOverAll(): Promise<void>
  /** Brings one volunteer's file up to date now, or removes it when he may have none. */
  refresh(personId: PersonId): Promise<void>
  /** What a director is told: old slots, files that could not be read. */
  notices(): Promise<string[]>
  /** Writes what is due and ends after at most this long: what is not done then is done after the next log-in of staff. */
  stop(patienceMs: number): Promise<void>
}

/** Changes come in bursts; one new file at the end of a burst is enough. */
const SETTLE_MS = 3_000

/** Begins to keep the volunteers' files of an opened office. */
export function keepVolunteers(opened: OpenOffice, given: KeeperDeps): VolunteerKeeper {
  const deps = { ...given, gate: createGate() }
  const { data } = opened.office
  const inTurn = createSerial()
  let timer: NodeJS.Timeout | undefined
  let isDue = true
  let until = Infinity

  function soon(): void {
    isDue = true
    if (until !== Infinity) return
    timer ??= setTimeout(() => {
      timer = undefined
      void inTurn(freshenAll)
    }, SETTLE_MS).unref()
  }

  const watched = [data.subjects.$.subscribe(soon), data.groups.$.subscribe(soon), data.people.$.subscribe(soon), data.records.$.subscribe(soon)]

  async function eachVolunteer(work: (person: Person) => Promise<void>): Promise<void> {
    for (const person of await volunteersOf(opened, deps.keyring)) {
      if (deps.monotonic() >= until) return void (isDue = true)
      await work(person).catch((error: unknown) => logBug(deps.log, `volunteer file ${person.id}`, error))
    }
  }

  async function freshenAll(): Promise<void> {
    if (!isDue) return
    isDue = false
    await eachVolunteer((person) => freshen(person))
  }

  function freshen(person: Person): Promise<void> {
    return mayHaveFile(person) ? freshenOwnFile(opened, deps, person.id) : dropOwnFile(opened, deps, person.id)
  }

  soon()
  return {
    takeOverAll: () =>
      inTurn(async () => {
        await convertSlots(opened, deps).catch((error: unknown) => logBug(deps.log, 'old slots', error))
        await eachVolunteer(({ id }) => takeOverOwnFile(opened, deps, id))
      }),
    refresh: (personId) =>
      inTurn(async () => {
        const person = await data.people.findOne(personId).exec()
        if (person?.account?.role === 'volunteer') await freshen(person.toMutableJSON())
      }),
    async notices() {
      const unread = (await volunteersOf(opened, deps.keyring)).filter(({ id }) => hasUnread(placeOf(deps.dataDir, { personId: id, deviceId: opened.office.deviceId })))
      const told = unread.map(({ name }) => `志愿者${name}的数据文件有读不出来的，读得出的已经收进来，原文件另存，没有删除。请核对他最近的记录是否齐全，并告诉县局管理员。`)
      return [...(await oldSlotNotices(opened, deps.keyring)), ...told]
    },
    async stop(patienceMs) {
      watched.forEach((one) => one.unsubscribe())
      clearTimeout(timer)
      until = deps.monotonic() + patienceMs
      let patience: NodeJS.Timeout | undefined
      await Promise.race([inTurn(freshenAll), new Promise((resolve) => (patience = setTimeout(resolve, patienceMs)))])
      clearTimeout(patience)
      // Whoever comes next may be a volunteer: nothing of ours may touch his file under him.
      await deps.gate.shut()
    },
  }
}

/** Only who was trained and has signed the undertaking, and is not stopped. */
function mayHaveFile({ account }: Person): boolean {
  return account?.role === 'volunteer' && account.active && account.admission !== undefined
}
