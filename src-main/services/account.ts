import { randomBytes } from 'node:crypto'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { account } from '#shared/contract/account.ts'
import { neverSent } from '#shared/domain/document.ts'
import type { Admission, Person } from '#shared/domain/person.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { fail, ok, type Refusal } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atHostDesk, type HostContext } from '../host/host-caller.ts'
import { passwordProblem } from '../host/keyring/password-policy.ts'
import type { OpenOffice } from '../host/open-office.ts'
import { ownKeyOf } from '../host/volunteer/file-state.ts'
import type { SignedIn } from '../host/office.ts'
import { permitIn, permitSetting } from '../sync/permit.ts'

/** Log-ins of this office: the role lives in the person's document, the password only in the keyring's slot. */
export const accountHandlers: SliceHandlers<typeof account, HostContext> = {
  async list(context) {
    const { me } = atHostDesk(context)
    return ok((await withAccounts(me)).map(rowOf))
  },

  async create(context, input) {
    const { desk, me } = atHostDesk(context)
    const person = await personFor(me, input)
    if (!person) return fail('NOT_AVAILABLE')
    if (desk.keyring.content().slots.some((slot) => slot.login === input.login)) return fail('LOGIN_TAKEN')
    const weak = await refuseWeak(input.password, { login: input.login, name: person.name })
    if (weak) return weak
    if (input.admission && (input.role !== 'volunteer' || isAhead(me, input.admission))) return fail('INVALID_INPUT', admissionProblem)
    await withKeys(context, { personId: person.id, role: input.role }, (keys) => desk.keyring.put({ personId: person.id, login: input.login, name: person.name }, { ...keys, password: input.password }))
    const saved = await write(me, person, { login: input.login, role: input.role, active: true, ...(input.admission && { admission: input.admission }) })
    await desk.volunteers()?.refresh(saved.id)
    return ok(rowOf(saved))
  },

  async admit(context, { personId, admission }) {
    const { desk, me } = atHostDesk(context)
    const person = (await withAccounts(me)).find((one) => one.id === personId)
    if (person?.account.role !== 'volunteer') return fail('NOT_AVAILABLE')
    if (isAhead(me, admission)) return fail('INVALID_INPUT', admissionProblem)
    const saved = await write(me, person, { ...person.account, admission })
    await desk.volunteers()?.refresh(personId)
    return ok(rowOf(saved))
  },

  async setActive(context, { personId, active }) {
    const { desk, me } = atHostDesk(context)
    const person = (await withAccounts(me)).find((one) => one.id === personId)
    if (!person) return fail('NOT_AVAILABLE')
    const others = (await withAccounts(me)).filter((one) => one.id !== personId && one.account.role === 'director' && one.account.active)
    if (!active && person.account.role === 'director' && others.length === 0) return fail('LAST_DIRECTOR')
    const permit = active ? await me.office.settings.get(permitSetting.id, permitSetting.schema) : null
    if (permit && permitIn(permit).dismissed.includes(personId)) return fail('DISMISSED_BY_COUNTY')
    await withKeys(context, { personId, role: person.account.role }, (keys) => desk.keyring.setSuspended(personId, !active, keys))
    const saved = await write(me, person, { ...person.account, active })
    await desk.volunteers()?.refresh(personId)
    if (!active) desk.signOutPerson(personId)
    return ok(rowOf(saved))
  },

  async setRole(context, { personId, role }) {
    const { desk, me } = atHostDesk(context)
    const accounts = await withAccounts(me)
    const person = accounts.find((one) => one.id === personId)
    if (!person || person.account.role === 'volunteer') return fail('NOT_AVAILABLE')
    const others = accounts.filter((one) => one.id !== personId && one.account.role === 'director' && one.account.active)
    if (person.account.role === 'director' && role !== 'director' && others.length === 0) return fail('LAST_DIRECTOR')
    const saved = await write(me, person, { ...person.account, role })
    // What he was let in for is not what he may do now: he logs in again.
    desk.signOutPerson(personId)
    return ok(rowOf(saved))
  },

  async resetPassword(context, { personId, password }) {
    const { desk, me } = atHostDesk(context)
    const person = (await withAccounts(me)).find((one) => one.id === personId)
    if (!person?.account.active) return fail('NOT_AVAILABLE')
    const owner = { personId, login: person.account.login, name: person.name }
    const weak = await refuseWeak(password, owner)
    if (weak) return weak
    await withKeys(context, { personId, role: person.account.role }, (keys) => desk.keyring.put(owner, { ...keys, password }))
    await desk.volunteers()?.refresh(personId)
    return ok({})
  },

  async changePassword(context, { current, next }) {
    const { desk, me } = atHostDesk(context)
    const weak = await refuseWeak(next, me)
    if (weak) return weak
    const verdict = await me.office.checkPassword(me.personId, current)
    if (verdict === 'wrong') return fail('WRONG_PASSWORD')
    if (verdict !== 'right') return fail('TRY_LATER', { seconds: verdict.waitSeconds })
    // A volunteer's desk has no data key to prove a new slot by; his old one is wrapped anew.
    if (opened(context).volunteer) return (await desk.keyring.changePassword(me.personId, { current, next })) ? ok({}) : fail('WRONG_PASSWORD')
    await desk.keyring.put(me, { dataKey: opened(context).dataKey, password: next })
    return ok({})
  },
}

type Holder = Person & { account: NonNullable<Person['account']> }

function opened({ caller }: HostContext): OpenOffice {
  const office = caller.desk.opened()
  if (!office) throw new Error('the office closed during the call')
  return office
}

/** The keys for somebody's slot: over the data key for staff, over his own key alone for a volunteer. */
async function withKeys(context: HostContext, { personId, role }: { personId: PersonId; role: Holder['account']['role'] }, work: (keys: { dataKey: Uint8Array; volunteerKey?: Uint8Array }) => Promise<void>): Promise<void> {
  const { office, dataKey } = opened(context)
  const { keyring } = context.caller.desk
  if (role !== 'volunteer') return work({ dataKey })
  const volunteerKey = await ownKeyOf({ office, dataKey }, personId, { keyring, randomBytes })
  await work({ dataKey, volunteerKey }).finally(() => volunteerKey.fill(0))
}

const admissionProblem = { field: '培训和保密承诺', problem: '日期不能晚于今天，而且只登记志愿者的' }

function isAhead({ office }: SignedIn, { trainedOn, undertakingOn }: Admission): boolean {
  const today = localDateOf(office.now())
  return trainedOn > today || undertakingOn > today
}

async function refuseWeak(password: string, owner: { login: string; name: string }): Promise<Refusal<'PASSWORD_TOO_WEAK'> | null> {
  const problem = await passwordProblem(password, owner)
  return problem ? fail('PASSWORD_TOO_WEAK', { problem }) : null
}

async function withAccounts({ office }: SignedIn): Promise<Holder[]> {
  const found = await office.data.people.find({ sort: [{ id: 'asc' }] }).exec()
  return found.map((document) => document.toMutableJSON()).flatMap((person) => (person.account ? [{ ...person, account: person.account }] : []))
}

/** The person who gets the log-in: somebody of the directory without one, or a new person. Null when neither is there. */
async function personFor({ office, name }: SignedIn, input: { personId: PersonId | null; person: Omit<Person, 'id' | 'account' | 'createdAt' | 'editedAt' | 'editedBy' | keyof typeof neverSent> | null }): Promise<Person | null> {
  if (input.personId) {
    const found = await office.data.people.findOne(input.personId).exec()
    return found && !found.account ? found.toMutableJSON() : null
  }
  if (!input.person) return null
  return { ...input.person, id: office.newId(PersonId), account: null, createdAt: office.now(), editedAt: office.now(), editedBy: name, ...neverSent }
}

/**
 * Writes the account alone onto the person as he is by now: deriving the key took a while, in which a sync or a colleague
 * may have changed him, and a whole copy from before would rest on a version that is no longer there.
 */
async function write({ office, name }: SignedIn, person: Person, account: Holder['account']): Promise<Holder> {
  const edit = { account, editedAt: office.now(), editedBy: name, receivedAt: null, refused: null }
  const known = await office.data.people.findOne(person.id).exec()
  const saved = known ? await known.incrementalPatch(edit) : await office.data.people.insert({ ...person, ...edit })
  return { ...saved.toMutableJSON(), account }
}

function rowOf({ id, name, account }: Holder) {
  return { personId: id, name, login: account.login, role: account.role, active: account.active, admission: account.admission ?? null }
}
