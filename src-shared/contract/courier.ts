import { z } from 'zod'
import { DeviceId, OfficeId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { CourierOutcome } from '../sync/courier/outcome.ts'
import { Handle } from './bytes.ts'
import { command, query } from './define.ts'

const Path = z.string().min(1).max(400)
const FileName = z.string().min(1).max(120)
const form = ['COURIER_NOT_A_FILE', 'COURIER_INCOMPLETE', 'COURIER_DAMAGED', 'COURIER_NEWER', 'COURIER_TOO_LARGE'] as const
const whose = ['COURIER_SIGNATURE', 'COURIER_OTHER_COUNTY', 'COURIER_OTHER_OFFICE', 'COURIER_OTHER_DEVICE', 'COURIER_WRONG_WAY', 'COURIER_SEALED', 'COURIER_FORK'] as const
const place = ['COURIER_FOLDER_UNUSABLE', 'COURIER_REMOVED'] as const
const writing = [...place, 'COURIER_READ_ONLY', 'COURIER_FULL', 'COURIER_NOT_WRITTEN'] as const
/** What any file may be refused for, at either end. */
export const courierFileErrors = [...form, ...whose] as const

/** A file that this device wrote, and what it carried. */
const Exported = z.strictObject({ number: z.int(), at: Instant, fileName: z.string(), folder: z.string(), batches: z.int(), documents: z.int(), bytes: z.int(), /** Bytes of photos and scans that it carries, and how many files did not fit. */ fileBytes: z.int().default(0), filesLeft: z.int().default(0) })

const CourierStatus = z.strictObject({
  enrolled: z.boolean(),
  /** The county's key is here: files can be written. */
  ready: z.boolean(),
  countyName: z.string(),
  /** What a file written now would carry. */
  waiting: z.strictObject({ documents: z.int(), batches: z.int() }),
  /** Photos and scans that are neither at the county nor on a stick: how many, their small pictures' bytes, their own. */
  pictures: z.strictObject({ count: z.int(), smallBytes: z.int(), bytes: z.int() }),
  /** Newest first. */
  exports: z.array(Exported),
  /** The newest answer that was taken. */
  imported: z.strictObject({ number: z.int(), at: Instant, receipts: z.int(), changes: z.int() }).nullable(),
  /** Since when a file that was carried off has had no answer; null when none is out. */
  unansweredSince: Instant.nullable(),
  /** The folder that was used last. */
  folder: z.string().nullable(),
  /** What is read out over the telephone when this device asks to be let in. */
  fingerprint: z.string(),
})
export type CourierStatus = z.output<typeof CourierStatus>

const FoundFile = z.strictObject({
  fileName: z.string(),
  bytes: z.int(),
  kind: z.enum(['request', 'certificate', 'outbound', 'answer']).nullable(),
  number: z.int().nullable(),
  createdAt: Instant.nullable(),
  /** `mine`: to be read here. `done`: was read here before. `other`: not for this PC, or on its way to the county. `unreadable`: no whole file. */
  state: z.enum(['mine', 'done', 'other', 'unreadable']),
  /** Why it is not to be read here; empty otherwise. */
  note: z.string(),
})
export type FoundFile = z.output<typeof FoundFile>

/** Exchange with the county without a line: files on a stick. */
export const courier = {
  status: query({ action: 'sync.run', input: z.strictObject({}), output: CourierStatus, errors: [] }),
  /** Sticks and other removable disks that the system shows now. */
  places: query({ action: 'sync.run', input: z.strictObject({}), output: z.array(z.strictObject({ folder: z.string(), name: z.string(), freeBytes: z.number(), totalBytes: z.number() })), errors: [] }),
  /** Exchange files that lie in a folder, by their headers alone. */
  find: query({ action: 'sync.run', input: z.strictObject({ folder: Path }), output: z.array(FoundFile), errors: place }),
  /** Writes what waits as a file sealed to the county, reads it back, and only then says that it is there. */
  export: command({ action: 'sync.run', input: z.strictObject({ folder: Path, /** Photos and scans that go along, as far as there is room. */ pictures: z.enum(['none', 'small', 'all']).default('none') }), output: Exported, errors: ['NOT_ENROLLED', 'COURIER_NO_KEY', ...writing] }),
  /** Takes the county's answer: receipts, changes, policy, numbers. */
  import: command({ action: 'sync.run', input: z.strictObject({ folder: Path, fileName: FileName }), output: z.strictObject({ outcome: CourierOutcome, sentences: z.array(z.string()) }), errors: ['NOT_ENROLLED', 'RECEIPT_INVALID', 'BACKUP_BEHIND', ...place, ...form, ...whose] }),
  /** Writes the request by which a device without a line is let in. */
  request: command({ action: 'enrolment.manage', input: z.strictObject({ folder: Path }), output: z.strictObject({ fileName: z.string(), fingerprint: z.string() }), errors: writing }),
  /** Takes the county's certificate; `check` is the fingerprint that the county read out over the telephone. */
  join: command({ action: 'enrolment.manage', input: z.strictObject({ folder: Path, fileName: FileName, check: z.string().max(60) }), output: CourierStatus, errors: ['COURIER_FINGERPRINT', 'COURIER_STALE', ...place, ...form, ...whose] }),
}

const CountyFile = z.strictObject({ fileId: Handle, fileName: z.string(), bytes: z.int() })

const CourierDevice = z.strictObject({
  id: DeviceId,
  officeId: OfficeId,
  officeName: z.string(),
  label: z.string(),
  /** The newest file of this device that was read here. */
  received: z.strictObject({ number: z.int(), at: Instant, batches: z.int(), documents: z.int() }).nullable(),
  /** The newest answer, still to be had. */
  answer: z.strictObject({ number: z.int(), at: Instant, receipts: z.int(), changes: z.int(), ...CountyFile.shape }).nullable(),
  /** A file was read here and no answer has been written since. */
  owed: z.boolean(),
})
export type CourierDevice = z.output<typeof CourierDevice>

/** What the county finds in a file that was uploaded. */
const CountyTaken = z.strictObject({
  outcome: CourierOutcome,
  sentences: z.array(z.string()),
  deviceId: DeviceId,
  officeName: z.string(),
  /** For a request: what the office reads out. */
  fingerprint: z.string().nullable(),
})
export type CountyTaken = z.output<typeof CountyTaken>

/** The county's end. Files come up and go down in pieces, because doors carry only JSON. */
export const countyCourier = {
  /** Devices that exchange by file, and devices that could. */
  list: query({ action: 'courier.exchange', input: z.strictObject({}), output: z.strictObject({ countyFingerprint: z.string(), devices: z.array(CourierDevice) }), errors: [] }),
  begin: command({ action: 'courier.exchange', input: z.strictObject({ bytes: z.int().positive() }), output: z.strictObject({ handle: Handle }), errors: ['COURIER_TOO_LARGE'] }),
  append: command({ action: 'courier.exchange', input: z.strictObject({ handle: Handle, place: z.int().nonnegative().max(4096), base64: z.string().max(700_000) }), output: z.strictObject({}), errors: ['HANDLE_EXPIRED', 'COURIER_TOO_LARGE'] }),
  /** Reads what was uploaded and, unless it is a request, takes it. */
  take: command({ action: 'courier.exchange', input: z.strictObject({ handle: Handle }), output: CountyTaken, errors: ['HANDLE_EXPIRED', 'COURIER_UNKNOWN_DEVICE', 'DEVICE_REVOKED', 'BATCH_FORK', ...form, ...whose] }),
  /** Lets the device of an uploaded request in, if the fingerprint is the one that was read out; answers its certificate. */
  admit: command({
    action: 'device.manage',
    input: z.strictObject({ handle: Handle, officeId: OfficeId, label: z.string().min(1).max(80), check: z.string().max(60) }),
    output: CountyFile,
    errors: ['HANDLE_EXPIRED', 'COURIER_FINGERPRINT', 'COURIER_DEVICE_KNOWN', 'DEVICE_REVOKED', ...form, ...whose],
  }),
  /** Writes the answer to what this device last brought: receipts, changes, policy, numbers. */
  answer: command({ action: 'courier.exchange', input: z.strictObject({ id: DeviceId }), output: CountyFile, errors: ['COURIER_UNKNOWN_DEVICE'] }),
  read: query({ action: 'courier.exchange', input: z.strictObject({ fileId: Handle, place: z.int().nonnegative() }), output: z.strictObject({ base64: z.string(), last: z.boolean() }), errors: [] }),
}
