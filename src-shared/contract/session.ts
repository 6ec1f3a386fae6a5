import { z } from 'zod'
import { OfficeRole } from '../authz/roles.ts'
import { PersonId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { command, event, query } from './define.ts'
import { LeaseShown, Stopped } from './revocation.ts'

export const Password = z.string().min(1).max(200)
const Me = z.strictObject({ personId: PersonId, name: z.string(), login: z.string(), role: OfficeRole })
export type Me = z.output<typeof Me>

/** What every window waits for: data of an earlier version being upgraded. `of` is 0 while that is not known. */
export const LongWork = z.strictObject({ kind: z.enum(['upgrading', 'rotating']), done: z.int(), of: z.int() })
export type LongWork = z.output<typeof LongWork>

export const SessionState = z.strictObject({
  /** `new`: first run. `locked`: somebody must log in. `open`: somebody is. */
  phase: z.enum(['new', 'locked', 'open']),
  officeName: z.string(),
  me: Me.nullable(),
  /** Who can log in on this PC, for a list of tiles; empty before the first run. */
  users: z.array(z.strictObject({ login: z.string(), name: z.string() })),
  /** A standing warning for the one banner: clock, reduced protection in a browser ...; Chinese, empty when none. */
  notices: z.array(z.string()),
  work: LongWork.nullable(),
  /** The county has stopped this device. */
  stopped: Stopped.nullable(),
  /** Null while there is nothing to say about the lease. */
  lease: LeaseShown.nullable(),
  /** What lay here unsent when the office was last open; 0 also where that is not known. */
  unsent: z.int(),
  shell: z.enum(['electron', 'browser']),
  now: Instant,
})
export type SessionState = z.output<typeof SessionState>

/** First run, log-in, lock. One session is one window. */
export const session = {
  state: query({ action: 'session.open', input: z.strictObject({}), output: SessionState, errors: [] }),
  setUp: command({
    action: 'setup.create',
    input: z.strictObject({ officeName: z.string().min(2).max(60), name: z.string().min(1).max(40), gender: z.enum(['1', '2']), login: z.string().min(2).max(30), password: Password }),
    output: SessionState,
    errors: ['ALREADY_SET_UP', 'PASSWORD_TOO_WEAK', 'DATA_IN_USE'],
  }),
  logIn: command({
    action: 'session.open',
    /** `extension`: the code that the county told by telephone, where the lease has run out. */
    input: z.strictObject({ login: z.string().min(1).max(30), password: Password, extension: z.string().max(20).optional() }),
    output: SessionState,
    errors: ['WRONG_PASSWORD', 'TRY_LATER', 'ACCOUNT_DISABLED', 'VOLUNTEER_NOT_READY', 'NOT_SET_UP', 'KEYRING_DAMAGED', 'DATA_IN_USE', 'DATABASE_NEWER', 'DEVICE_WIPED', 'DEVICE_STOPPING', 'LEASE_EXPIRED', 'LEASE_CODE_WRONG'],
  }),
  /** Ends this session's access; the last one out closes the database and forgets the keys. */
  lock: command({ action: 'session.open', input: z.strictObject({}), output: SessionState, errors: [] }),
  changed: event({ action: 'session.open', payload: z.strictObject({ reason: z.enum(['locked', 'opened', 'working']) }) }),
}
