import type { Reach, Role } from './roles.ts'

/** One row an action: which role may do it, and how far it reaches. What is not named is refused. */
type Row = Partial<Record<Role, Reach>>

const everyone: Row = { anyone: 'self', director: 'self', officer: 'self', volunteer: 'self', countyAdministrator: 'self', countyOfficer: 'self', device: 'self' }
const signedIn: Row = { director: 'self', officer: 'self', volunteer: 'self', countyAdministrator: 'self', countyOfficer: 'self' }
const staff: Row = { director: 'office', officer: 'office' }
const staffAndVolunteers: Row = { ...staff, volunteer: 'ownGroups' }
const directors: Row = { director: 'office' }
const countyStaff: Row = { countyAdministrator: 'county', countyOfficer: 'county' }
const countyAdministrators: Row = { countyAdministrator: 'county' }
const devices: Row = { device: 'office' }

/**
 * The whole permission matrix. Every operation of every contract names one of these actions, or it does not compile.
 * dispatch() asks it before it parses or touches anything.
 */
export const matrix = {
  'setup.create': everyone,
  'session.open': everyone,
  'session.own': signedIn,
  'account.read': staff,
  'account.manage': directors,
  'account.changeOwnPassword': signedIn,
  'enrolment.manage': directors,
  'enrolment.read': staff,
  'ledger.import': staff,
  'subject.read': staffAndVolunteers,
  'subject.readFull': staff,
  'subject.write': staff,
  'sealed.seal': directors,
  'sealed.look': directors,
  'person.read': staff,
  'person.write': staff,
  'group.read': staff,
  'group.write': staff,
  'record.read': staffAndVolunteers,
  'record.log': staffAndVolunteers,
  'record.correct': staffAndVolunteers,
  'record.confirm': staffAndVolunteers,
  'record.names': staff,
  'ledgers.read': staff,
  'procedure.read': staff,
  'procedure.write': staff,
  'procedure.recordForCounty': directors,
  'case.read': staff,
  'rules.read': staff,
  'policy.import': staff,
  'form.read': staff,
  'form.issue': staff,
  'draft.own': { director: 'self', officer: 'self', volunteer: 'self' },
  'file.use': staffAndVolunteers,
  'file.place': staff,
  'file.sweep': directors,
  'sync.read': { ...staff, volunteer: 'self' },
  // What a volunteer writes is sent by the office (adr 0009).
  'sync.run': staff,
  'audit.read': directors,
  'backup.manage': directors,
  // Nobody can be signed in to data that is not there yet; a password of the backup itself is what opens it.
  'backup.restore': everyone,
  'keys.read': staff,
  'keys.rotate': directors,
  // Nobody can sign in: that is what it is for. The county's answer and its code are what opens.
  'keys.recover': everyone,

  'console.open': everyone,
  'office.read': countyStaff,
  'office.manage': countyAdministrators,
  'device.manage': countyAdministrators,
  'countySubject.read': countyStaff,
  'countySealed.look': countyAdministrators,
  'countyProcedure.read': countyStaff,
  'countyProcedure.decide': countyStaff,
  // What an office's stick brings is signed and sealed: whoever carries it in can alter nothing of it.
  'courier.exchange': countyStaff,
  'policy.read': countyStaff,
  'policy.manage': countyAdministrators,
  'countyRecord.read': countyStaff,
  'countyRecord.review': countyStaff,
  'countyConflict.read': countyStaff,
  'countyConflict.decide': countyStaff,
  'countyRecord.export': countyStaff,
  'countyUser.manage': countyAdministrators,
  'countyLedger.read': countyStaff,

  'device.enrol': { anyone: 'self', device: 'self' },
  'device.sync': devices,
} satisfies Record<string, Row>

export type Action = keyof typeof matrix

/** How far `role` may go in `action`; null when the matrix refuses it. */
export function reachOf(role: Role, action: Action): Reach | null {
  const row: Row = matrix[action]
  return row[role] ?? null
}
