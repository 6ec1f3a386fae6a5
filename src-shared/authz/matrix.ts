import type { Reach, Role } from './roles.ts'

/** One row an action: which role may do it, and how far it reaches. What is not named is refused. */
type Row = Partial<Record<Role, Reach>>

const self = 'self' as const
const county = 'county' as const
const signedIn: Row = { director: self, officer: self, socialWorker: self, volunteer: self, countyHead: self, countyOfficer: self, countyAdministrator: self, auditor: self, procuratorate: self }
const everyone: Row = { anyone: self, ...signedIn, device: self }
const staff: Row = { director: 'office', officer: 'office' }
/** Social workers do the everyday work of their own cases; what the law gives to the organs of enforcement is not theirs. */
const caseworkers: Row = { ...staff, socialWorker: 'ownCases' }
const caseworkersAndVolunteers: Row = { ...caseworkers, volunteer: 'ownGroups' }
const ownDesk: Row = { director: self, officer: self, socialWorker: self, volunteer: self }
const directors: Row = { director: 'office' }
const countyStaff: Row = { countyHead: county, countyOfficer: county, countyAdministrator: county }
/** The procuratorate supervises the execution of the law (《社区矫正法》第六十二条): it reads and writes nothing. */
const countyReaders: Row = { ...countyStaff, procuratorate: county }
const countyHeads: Row = { countyHead: county, countyAdministrator: county }
const countyAdministrators: Row = { countyAdministrator: county }
const auditors: Row = { auditor: county, procuratorate: county }
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
  'subject.read': caseworkersAndVolunteers,
  'subject.readFull': caseworkers,
  'subject.write': staff,
  'sealed.seal': directors,
  'sealed.look': directors,
  'person.read': caseworkers,
  'person.write': staff,
  'group.read': caseworkers,
  'group.write': staff,
  'record.read': caseworkersAndVolunteers,
  'record.log': caseworkersAndVolunteers,
  'record.correct': caseworkersAndVolunteers,
  'record.confirm': caseworkersAndVolunteers,
  'record.names': caseworkers,
  'ledgers.read': staff,
  'procedure.read': caseworkers,
  'procedure.write': staff,
  'procedure.recordForCounty': directors,
  'case.read': caseworkers,
  'rules.read': caseworkers,
  'policy.import': staff,
  'form.read': caseworkers,
  'form.issue': staff,
  'draft.own': ownDesk,
  'file.use': caseworkersAndVolunteers,
  'file.place': staff,
  'file.sweep': directors,
  'sync.read': { ...staff, socialWorker: self, volunteer: self },
  // What a volunteer writes is sent by the office (adr 0009).
  'sync.run': staff,
  'audit.read': directors,
  // The way into a file that is not one's own when nobody who may is there: with a reason, for minutes, told to the director and the county.
  'emergency.open': { socialWorker: 'office' },
  'emergency.read': directors,
  'standIn.read': staff,
  'standIn.manage': directors,
  'backup.manage': directors,
  // Nobody can be signed in to data that is not there yet; a password of the backup itself is what opens it.
  'backup.restore': everyone,
  'keys.read': staff,
  'keys.rotate': directors,
  // Nobody can sign in: that is what it is for. The county's answer and its code are what opens.
  'keys.recover': everyone,

  'console.open': everyone,
  'office.read': countyReaders,
  'office.manage': countyAdministrators,
  'device.manage': countyAdministrators,
  'countySubject.read': countyReaders,
  'countySealed.look': countyHeads,
  'countyProcedure.read': countyReaders,
  'countyProcedure.decide': countyStaff,
  // What an office's stick brings is signed and sealed: whoever carries it in can alter nothing of it.
  'courier.exchange': countyStaff,
  'policy.read': { ...countyReaders, auditor: county },
  'policy.manage': countyHeads,
  'countyRecord.read': countyReaders,
  'countyRecord.review': countyStaff,
  'countyConflict.read': countyReaders,
  'countyConflict.decide': countyStaff,
  'countyRecord.export': countyStaff,
  'countyUser.manage': countyAdministrators,
  'countyAudit.read': auditors,
  'emergency.readCounty': { ...countyReaders, auditor: county },
  'emergency.acknowledge': countyStaff,
  'countyLedger.read': { ...countyReaders, auditor: county },

  'device.enrol': { anyone: 'self', device: 'self' },
  'device.sync': devices,
} satisfies Record<string, Row>

export type Action = keyof typeof matrix

/** How far `role` may go in `action`; null when the matrix refuses it. */
export function reachOf(role: Role, action: Action): Reach | null {
  const row: Row = matrix[action]
  return row[role] ?? null
}
