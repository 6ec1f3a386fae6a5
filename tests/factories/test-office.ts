import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reachOf } from '#shared/authz/matrix.ts'
import type { OfficeRole } from '#shared/authz/roles.ts'
import { bytes } from '#shared/contract/bytes.ts'
import { createClient } from '#shared/contract/client.ts'
import type { Client } from '#shared/contract/define.ts'
import { createDispatch } from '#shared/contract/dispatch.ts'
import { draft } from '#shared/contract/draft.ts'
import { duty } from '#shared/contract/duty.ts'
import { form } from '#shared/contract/form.ts'
import { group } from '#shared/contract/group.ts'
import { ledgers } from '#shared/contract/ledgers.ts'
import { person } from '#shared/contract/person.ts'
import { procedure } from '#shared/contract/procedure.ts'
import { record } from '#shared/contract/record.ts'
import { subject } from '#shared/contract/subject.ts'
import type { Person } from '#shared/domain/person.ts'
import { DeviceId } from '#shared/kernel/ids.ts'
import type { Office, OfficeCaller } from '../../src-main/host/office.ts'
import { openOffice, type OpenOffice } from '../../src-main/host/open-office.ts'
import { bytesHandlers } from '../../src-main/services/bytes.ts'
import { draftHandlers } from '../../src-main/services/draft.ts'
import { dutyHandlers } from '../../src-main/services/duty.ts'
import { formHandlers } from '../../src-main/services/form.ts'
import { groupHandlers } from '../../src-main/services/group.ts'
import { ledgersHandlers } from '../../src-main/services/ledgers.ts'
import { personHandlers } from '../../src-main/services/person.ts'
import { procedureHandlers } from '../../src-main/services/procedure.ts'
import { recordHandlers } from '../../src-main/services/record.ts'
import { subjectHandlers } from '../../src-main/services/subject.ts'
import { AT, aPerson, newId } from './documents.ts'

const contract = { subject, person, group, record, procedure, draft, duty, form, ledgers, bytes }
const handlers = { subject: subjectHandlers, person: personHandlers, group: groupHandlers, record: recordHandlers, procedure: procedureHandlers, draft: draftHandlers, duty: dutyHandlers, form: formHandlers, ledgers: ledgersHandlers, bytes: bytesHandlers }
export type TestClient = Client<typeof contract>

export type TestOffice = {
  office(): Office
  dataDir: string
  /** The device clock; a test may move it. */
  clock: { now: number }
  events: { name: string; payload: unknown }[]
  /** Bugs that dispatch caught. Empty at the end of every test but those that are about them. */
  bugs: unknown[]
  /** Puts somebody with a log-in into the directory; his password is `login` twice. */
  hire(role: OfficeRole, over?: Partial<Person>): Promise<Person>
  /** The desk of somebody: the real client over the real dispatch. */
  desk(who: Person): TestClient
  /** A context as dispatch would give it, for services without an operation of their own. */
  context(who: Person): { caller: OfficeCaller; reach: 'office' | 'ownGroups' }
  /** Closes and opens the same data directory, as after a kill: nothing kept in memory survives. */
  reopen(): Promise<void>
  close(): Promise<void>
}

/** An opened office over the real encrypted store in a fresh directory. One at a time in a process: RxDB opens 13 collections at most. */
export async function testOffice(): Promise<TestOffice> {
  const dataDir = await mkdtemp(join(tmpdir(), 'office-'))
  const deviceId = newId(DeviceId)
  const dataKey = randomBytes(32)
  const clock = { now: Date.parse(AT) }
  const events: TestOffice['events'] = []
  const bugs: unknown[] = []
  const logins = new Map<string, string>()
  const open = (): Promise<OpenOffice> =>
    openOffice(
      {
        dataDir, deviceId, now: () => clock.now, monotonic: () => clock.now, randomBytes, fetch,
        emit: (name, payload) => void events.push({ name, payload }),
        checkPassword: async (personId, password) => (password !== '' && password === logins.get(personId) ? 'right' : 'wrong'),
      },
      Uint8Array.from(dataKey),
    )
  let opened = await open()
  const dispatch = createDispatch<typeof contract, OfficeCaller>({ contract, handlers, newTraceId: () => 'TRACE', onBug: (_, name, error) => void bugs.push({ name, error }) })
  const callerOf = (who: Person): OfficeCaller => {
    if (!who.account) throw new Error('nobody without a log-in sits at a desk')
    return { role: who.account.role, personId: who.id, name: who.name, login: who.account.login, office: opened.office }
  }
  let hired = 0
  return {
    office: () => opened.office,
    dataDir,
    clock,
    events,
    bugs,
    async hire(role, over = {}) {
      const login = `user${++hired}`
      const who = aPerson({ kind: role === 'volunteer' ? 'VOLUNTEER' : 'STAFF', account: { login, role, active: true }, ...over })
      logins.set(who.id, login + login)
      await opened.office.data.people.insert(who)
      return who
    },
    desk: (who) => createClient(contract, { call: (call) => dispatch(callerOf(who), call), on: () => () => undefined }),
    context(who) {
      const caller = callerOf(who)
      return { caller, reach: reachOf(caller.role, 'subject.read') === 'office' ? 'office' : 'ownGroups' }
    },
    async reopen() {
      await opened.stopSync()
      await opened.close()
      opened = await open()
    },
    async close() {
      await opened.stopSync()
      await opened.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
