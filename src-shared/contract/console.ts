import { z } from 'zod'
import { CountyRole } from '../authz/roles.ts'
import { CorrectionGroup } from '../domain/group.ts'
import { CorrectionRecord, ReviewState, WrittenKind } from '../domain/record.ts'
import { Subject } from '../domain/subject.ts'
import { DeviceId, OfficeId, PersonId, RecordId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { FactId } from '../rules/case/fact.ts'
import { Finding } from '../rules/finding.ts'
import { countyConflict } from './county-conflict.ts'
import { countyPolicy, countyProcedure } from './county-procedure.ts'
import { countyCourier } from './courier.ts'
import { countyHandOver } from './county-hand-over.ts'
import { countyRevocation } from './county-revocation.ts'
import { countyFile } from './county-file.ts'
import { countyAudit } from './audit.ts'
import { countyEmergency } from './emergency.ts'
import { command, event, query } from './define.ts'
import { secondFactorContract } from './second-factor.ts'
import { SealedLook, SealedSheet } from './sealed.ts'

const Name = z.string().min(2).max(60)
const CountyMe = z.strictObject({ login: z.string(), name: z.string(), role: CountyRole })
const ConsoleState = z.strictObject({ countyName: z.string(), me: CountyMe.nullable() })

const OfficeRow = z.strictObject({
  id: OfficeId,
  name: z.string(),
  devices: z.int(),
  lastSyncAt: Instant.nullable(),
  /** What the office's devices said is waiting there, at their last contact. */
  waiting: z.int(),
  subjects: z.int(),
  groupsWithFindings: z.int(),
  visits30: z.int(),
  toReview: z.int(),
  /** Conflicts that wait for a decision. */
  conflicts: z.int(),
})
const DeviceRow = z.strictObject({ id: DeviceId, officeId: OfficeId, officeName: z.string(), label: z.string(), enrolledAt: Instant, lastSeenAt: Instant.nullable(), waiting: z.int(), batches: z.int(), clockSkewSeconds: z.int(), /** Its queue stands still though it reaches the county. */ stuckSince: Instant.nullable(), frozen: z.boolean(), revoked: z.boolean(), /** Whose own device it is, where it is a volunteer's. */ volunteer: z.string() })
const Ledger = z.strictObject({ position: z.int(), officeName: z.string(), deviceId: DeviceId, number: z.int(), items: z.int(), bytes: z.int(), createdAt: Instant, receivedAt: Instant, hash: z.string(), receiptHash: z.string() })
const VisitRow = z.strictObject({ record: CorrectionRecord, subjectName: z.string(), officeId: OfficeId, officeName: z.string(), confirmedBy: z.array(z.string()) })
const Page = { offset: z.int().nonnegative(), limit: z.int().positive().max(500) }
const VisitFilter = z.strictObject({ officeId: OfficeId.nullable(), subjectId: SubjectId.nullable(), /** `general`: every kind but visits and talks. */
  kind: z.union([WrittenKind, z.literal('general')]), /** OPEN: nobody has looked; ANSWERED: the office has answered what the county asked. */
  review: z.enum(['OPEN', 'ISSUES', 'ANSWERED', 'APPROVED', 'RETURNED']).nullable(),
  /** The first day on which a record of the list may have happened. */
  since: LocalDate.nullable() })

/** The county console: its people log in with a password; everything they see came from signed batches. */
export const consoleContract = {
  console: {
    state: query({ action: 'console.open', input: z.strictObject({}), output: ConsoleState, errors: [] }),
    /** Answers the session's token, to be sent as a bearer from then on; it lives in the page's memory only. */
    logIn: command({ action: 'console.open', input: z.strictObject({ login: z.string().max(30), password: z.string().max(200), /** Six digits of the phone, or a recovery code. */ code: z.string().max(40).optional() }), output: z.strictObject({ token: z.string(), me: CountyMe, /** He must bind a phone before anything else. */ factorDue: z.boolean() }), errors: ['WRONG_PASSWORD', 'TRY_LATER', 'ACCOUNT_DISABLED', 'CODE_NEEDED', 'WRONG_CODE'] }),
    logOut: command({ action: 'session.own', input: z.strictObject({}), output: z.strictObject({}), errors: [] }),
  },
  user: {
    list: query({ action: 'countyUser.manage', input: z.strictObject({}), output: z.array(z.strictObject({ ...CountyMe.shape, active: z.boolean() })), errors: [] }),
    create: command({ action: 'countyUser.manage', input: z.strictObject({ login: z.string().min(2).max(30), name: z.string().min(1).max(40), role: CountyRole, password: z.string().max(200) }), output: CountyMe, errors: ['LOGIN_TAKEN', 'PASSWORD_TOO_WEAK'] }),
    /** Holds from his next call on. The last administrator in use stays one. */
    setRole: command({ action: 'countyUser.manage', input: z.strictObject({ login: z.string().max(30), role: CountyRole }), output: z.strictObject({ ...CountyMe.shape, active: z.boolean() }), errors: ['LAST_ADMINISTRATOR'] }),
    setActive: command({ action: 'countyUser.manage', input: z.strictObject({ login: z.string().max(30), active: z.boolean() }), output: z.strictObject({ ...CountyMe.shape, active: z.boolean() }), errors: ['LAST_ADMINISTRATOR'] }),
    /** Sets another password for somebody who has lost his; his sessions end. */
    resetPassword: command({ action: 'countyUser.manage', input: z.strictObject({ login: z.string().max(30), password: z.string().max(200) }), output: z.strictObject({ ...CountyMe.shape, active: z.boolean() }), errors: ['PASSWORD_TOO_WEAK'] }),
  },
  office: {
    list: query({ action: 'office.read', input: z.strictObject({}), output: z.array(OfficeRow), errors: [] }),
    create: command({ action: 'office.manage', input: z.strictObject({ id: OfficeId, name: Name }), output: z.strictObject({ id: OfficeId, name: Name }), errors: ['OFFICE_CODE_TAKEN'] }),
  },
  device: {
    list: query({ action: 'office.read', input: z.strictObject({ officeId: OfficeId.nullable() }), output: z.array(DeviceRow), errors: [] }),
    /** A one-time code (valid 72 hours) by which one device of the office can enrol. Shown once, stored as a hash. */
    createCode: command({ action: 'device.manage', input: z.strictObject({ officeId: OfficeId, /** A volunteer's own device, bound to him: it is given and may bring only what is his. */ personId: PersonId.optional() }), output: z.strictObject({ code: z.string(), expiresAt: Instant }), errors: [] }),
    /** The volunteers of an office who may have a device of their own. */
    volunteers: query({ action: 'device.manage', input: z.strictObject({ officeId: OfficeId }), output: z.array(z.strictObject({ id: PersonId, name: z.string() })), errors: [] }),
    revoke: command({ action: 'device.manage', input: z.strictObject({ id: DeviceId, reason: z.string().min(2).max(200) }), output: DeviceRow, errors: [] }),
    /** Takes batches again from a device that was frozen over a fork; one whose chain went elsewhere freezes again with its next batch. */
    unfreeze: command({ action: 'device.manage', input: z.strictObject({ id: DeviceId, reason: z.string().min(2).max(200) }), output: DeviceRow, errors: [] }),
  },
  subject: {
    list: query({ action: 'countySubject.read', input: z.strictObject({ officeId: OfficeId.nullable(), text: z.string().max(40), ...Page }), output: z.strictObject({ rows: z.array(z.strictObject({ subject: Subject, officeId: OfficeId, officeName: z.string(), visits: z.int(), lastVisitAt: Instant.nullable(), hardFindings: z.int(), softFindings: z.int() })), total: z.int() }), errors: [] }),
    get: query({
      action: 'countySubject.read',
      input: z.strictObject({ id: SubjectId }),
      output: z.strictObject({ subject: Subject, officeId: OfficeId, officeName: z.string(), group: CorrectionGroup.nullable(), findings: z.array(Finding), records: z.array(VisitRow) }),
      errors: [],
    }),
  },
  sealed: {
    /** A look at a sealed file under a legal basis, the only one there is; written into the county's audit before anything is shown. */
    look: command({ action: 'countySealed.look', input: z.strictObject(SealedLook), output: z.strictObject({ ...SealedSheet.omit({ lookId: true }).shape, officeName: z.string() }), errors: [] }),
    /** Who looked, here and at the offices, on what basis: no name of who was looked at. Newest first. */
    looks: query({ action: 'countySealed.look', input: z.strictObject({ limit: z.int().positive().max(500) }), output: z.array(z.strictObject({ at: Instant, where: z.string(), by: z.string(), basis: z.string(), documentNo: z.string(), unit: z.string() })), errors: [] }),
  },
  group: {
    /** Groups (and subjects without one) that a rule finds fault with. */
    list: query({ action: 'countySubject.read', input: z.strictObject({ officeId: OfficeId.nullable(), onlyFindings: z.boolean() }), output: z.array(z.strictObject({ subjectId: SubjectId, subjectName: z.string(), officeName: z.string(), group: CorrectionGroup.nullable(), findings: z.array(Finding) })), errors: [] }),
  },
  record: {
    list: query({ action: 'countyRecord.read', input: z.strictObject({ filter: VisitFilter, ...Page }), output: z.strictObject({ rows: z.array(VisitRow), total: z.int() }), errors: [] }),
    /** One record with its three times, its batch and its receipt, and every version the county holds. */
    get: query({
      action: 'countyRecord.read',
      input: z.strictObject({ id: RecordId }),
      output: z.strictObject({
        row: VisitRow,
        batch: z.strictObject({ position: z.int(), number: z.int(), deviceId: DeviceId, hash: z.string(), createdAt: Instant, receivedAt: Instant, receiptHash: z.string(), receiptSignature: z.string() }).nullable(),
        versions: z.array(z.strictObject({ revision: z.int(), receivedAt: Instant, by: z.string() })),
        corrects: RecordId.nullable(),
        correctedBy: RecordId.nullable(),
        /** What the ids in the answers stand for, in words. */
        names: z.array(z.strictObject({ id: FactId, words: z.string() })),
      }),
      errors: [],
    }),
    review: command({
      action: 'countyRecord.review',
      input: z.strictObject({
        ids: z.array(RecordId).min(1).max(1000), state: ReviewState, comment: z.string().max(500),
        /** What the officer says at single fields; kept for good, whatever the state becomes. */
        comments: z.array(z.strictObject({ field: z.string().max(80), text: z.string().trim().min(1).max(500) })).max(50).optional(),
      }),
      output: z.strictObject({ reviewed: z.int() }),
      errors: [],
    }),
    /** How the review stands, office by office. */
    figures: query({
      action: 'countyRecord.read',
      input: z.strictObject({ officeId: OfficeId.nullable() }),
      output: z.array(z.strictObject({ officeId: OfficeId, officeName: z.string(), open: z.int(), issues: z.int(), answered: z.int(), returned: z.int(), approved: z.int(), oldestOpenAt: Instant.nullable(), /** Half of the records had the county's first word within so many hours. */ medianHours: z.number().nullable() })),
      errors: [],
    }),
    /** The visits of the filter as .xlsx, base64; every cell is text where it could be taken for a formula. */
    export: command({ action: 'countyRecord.export', input: z.strictObject({ filter: VisitFilter, purpose: z.string().min(2).max(200) }), output: z.strictObject({ fileName: z.string(), base64: z.string(), rows: z.int() }), errors: ['TOO_LARGE'] }),
    changed: event({ action: 'countyRecord.read', payload: z.strictObject({}) }),
  },
  secondFactor: secondFactorContract,
  conflict: countyConflict,
  procedure: countyProcedure,
  policy: countyPolicy,
  courier: countyCourier,
  handOver: countyHandOver,
  revocation: countyRevocation,
  audit: countyAudit,
  emergency: countyEmergency,
  file: countyFile,
  ledger: {
    list: query({ action: 'countyLedger.read', input: z.strictObject({ officeId: OfficeId.nullable(), ...Page }), output: z.strictObject({ rows: z.array(Ledger), total: z.int() }), errors: [] }),
  },
}
export type ConsoleContract = typeof consoleContract
