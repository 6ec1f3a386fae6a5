import type { SliceHandlers } from '#shared/contract/define.ts'
import type { account } from '#shared/contract/account.ts'
import { neverSent } from '#shared/domain/document.ts'
import type { Person } from '#shared/domain/person.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { fail, ok, type Refusal } from '#shared/kernel/result.ts'
import { atHostDesk, type HostContext } from '../host/host-caller.ts'
import { passwordProblem } from '../host/keyring/password-policy.ts'
import type { OpenOffice } from '../host/open-office.ts'
import type { SignedIn } from '../host/office.ts'

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
    const weak = refuseWeak(input.password, { login: input.login, name: person.name })
    if (weak) return weak
    await desk.keyring.put({ personId: person.id, login: input.login, name: person.name }, { dataKey: opened(context).dataKey, password: input.password })
    const saved = await write(me, person, { login: input.login, role: input.role, active: true })
    return ok(rowOf(saved))
  },

  async setActive(context, { personId, active }) {
    const { desk, me } = atHostDesk(context)
    const person = (await withAccounts(me)).find((one) => one.id === personId)
    if (!person) return fail('NOT_AVAILABLE')
    const others = (await withAccounts(me)).filter((one) => one.id !== personId && one.account.role === 'director' && one.account.active)
    if (!active && person.account.role === 'director' && others.length === 0) return fail('LAST_DIRECTOR')
    await desk.keyring.setSuspended(personId, !active, { dataKey: opened(context).dataKey })
    const saved = await write(me, person, { ...person.account, active })
    if (!active) desk.signOutPerson(personId)
    return ok(rowOf(saved))
  },

  async resetPassword(context, { personId, password }) {
    const { desk, me } = atHostDesk(context)
    const person = (await withAccounts(me)).find((one) => one.id === personId)
    if (!person?.account.active) return fail('NOT_AVAILABLE')
    const owner = { personId, login: person.account.login, name: person.name }
    const weak = refuseWeak(password, owner)
    if (weak) return weak
    await desk.keyring.put(owner, { dataKey: opened(context).dataKey, password })
    return ok({})
  },

  async changePassword(context, { current, next }) {
    const { desk, me } = atHostDesk(context)
    const weak = refuseWeak(next, me)
    if (weak) return weak
    const verdict = await me.office.checkPassword(me.personId, current)
    if (verdict === 'wrong') return fail('WRONG_PASSWORD')
    if (verdict !== 'right') return fail('TRY_LATER', { seconds: verdict.waitSeconds })
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

function refuseWeak(password: string, owner: { login: string; name: string }): Refusal<'PASSWORD_TOO_WEAK'> | null {
  const problem = passwordProblem(password, owner)
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
  return { personId: id, name, login: account.login, role: account.role, active: account.active }
}
