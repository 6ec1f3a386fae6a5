import { z } from 'zod'
import { NumberBlock } from '../forms/serial.ts'
import { DeviceId, DocumentId, OfficeId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Mark, MOST_EXCEPT, Sum } from '../sync/fingerprint.ts'
import { HandOver, HandOverMark, MOST_HAND_OVERS } from '../sync/hand-over.ts'
import { Change, Collection, Enrolment, PAGE_LIMITS, PullPage, Signed } from '../sync/protocol.ts'
import { command, query } from './define.ts'
import { protocolErrors, requestErrors } from './device-errors.ts'
import { deviceFile } from './device-file.ts'
import { deviceRevocation } from './device-revocation.ts'

/** One device of an office, as the county last heard of it. */
export const OfficeDevice = z.strictObject({ id: DeviceId, label: z.string(), lastSeenAt: Instant.nullable(), waiting: z.int().nonnegative(), stuckSince: Instant.nullable(), /** A volunteer's own device. */ volunteer: z.boolean() })
export type OfficeDevice = z.output<typeof OfficeDevice>

/** What an office's device may ask of the county; every call but `enrolment.enrol` is signed by the device's key. */
export const deviceContract = {
  enrolment: {
    /** Trades a one-time code for membership. `proof` is the device's signature over `deviceId` and `code`, joined by a line feed. */
    enrol: command({
      action: 'device.enrol',
      input: z.strictObject({ protocol: z.int(), code: z.string().max(40), deviceId: DeviceId, publicKey: z.string().max(400), label: z.string().max(80), proof: z.string().max(200), /** It is a volunteer's own device and knows it; only then a code that is bound to one is taken. */ volunteer: z.boolean().optional() }),
      output: Enrolment,
      errors: ['CODE_INVALID', 'REQUEST_UNSIGNED', 'DEVICE_REVOKED', 'TOO_MANY_TRIES', ...protocolErrors],
    }),
  },
  sync: {
    /**
     * Takes one signed batch and answers the signed receipt (a ReceiptBody inside). The same batch again gives the same
     * receipt. `receipt`: the one that this county gave for it in an earlier epoch; what was decided then holds.
     */
    push: command({
      action: 'device.sync',
      input: z.strictObject({ protocol: z.int(), batch: Signed, receipt: Signed.optional() }),
      output: Signed,
      errors: [...requestErrors, ...protocolErrors, 'BATCH_ALTERED', 'BATCH_GAP', 'BATCH_FORK', 'BATCH_MALFORMED'],
    }),
    /** Everything of the device's scope after `cursor` (null: from the beginning), in pages bounded by number and length. `count`: how much is to come. */
    pull: query({
      action: 'device.sync',
      input: z.strictObject({ protocol: z.int(), cursor: z.string().max(100).nullable(), limit: z.int().positive().max(PAGE_LIMITS.items), count: z.boolean().optional() }),
      output: PullPage,
      errors: [...requestErrors, ...protocolErrors],
    }),
    /**
     * Where the county stands with this device; also tells it what waits there. By `head`, the newest batch built here
     * (number 0: none), the county sees at this first contact that an identity is at work twice. `restored`: this
     * database came out of a backup and knows that it may be behind.
     */
    check: query({
      action: 'device.sync',
      input: z.strictObject({
        protocol: z.int(),
        waiting: z.int().nonnegative(),
        appVersion: z.string().max(40),
        deviceTime: Instant,
        /** Since when nothing that waits there has moved although this county answers. */
        stuckSince: Instant.nullable().optional(),
        head: z.strictObject({ number: z.int().nonnegative(), hash: z.string().length(64), restored: z.boolean() }).optional(),
        /** The CountyHead that came with the last page of changes. */
        known: Signed.optional(),
        /** How far this device is with persons who went to another office or came from one. */
        handOvers: HandOverMark.optional(),
      }),
      output: z.strictObject({
        epoch: z.string(),
        lastNumber: z.int().nonnegative(),
        lastHash: z.string(),
        serverTime: Instant,
        /** What this device said at its contact before this one, less what has come since. */
        before: z.strictObject({ waiting: z.int(), seenAt: Instant.nullable() }).optional(),
        /** The county's recovery key (a RecoveryKey inside), to which the office seals its data key; null while there is none. */
        recoveryKey: Signed.nullable().optional(),
        /** The county's key for exchange files (a CountyCourierKey inside). */
        courierKey: Signed.optional(),
        /** The county's offices by code and name: a person moves from one to another (M-11). */
        offices: z.array(z.strictObject({ id: OfficeId, name: z.string() })).optional(),
        /** Where this epoch began with a restored backup: up to when the county then knew everything. */
        restoredTo: Instant.nullable().optional(),
        /** This device's newest batch that a verified backup of the county holds. */
        backedUp: z.int().nonnegative().optional(),
        /** The office this device belongs to by now: another one where its own was joined to it. */
        office: z.strictObject({ id: OfficeId, name: z.string() }).optional(),
        /** Persons who went to another office or came from one, that this device has not heard of yet. */
        handOvers: z.array(HandOver).max(MOST_HAND_OVERS).optional(),
        /** The devices of its office as the county last heard of them. */
        devices: z.array(OfficeDevice).max(100).optional(),
        /** The county's word on this device (a Permit inside). */
        permit: Signed.optional(),
        /** The key by which both know an extension of the lease that is told by telephone (base64). */
        leaseKey: z.base64().max(60).optional(),
      }),
      errors: [...requestErrors, ...protocolErrors, 'BATCH_FORK'],
    }),
    /**
     * What the county holds of this office as of `cursor`, in stages: the sums of all collections, of the parts of one
     * (`within` without parts), or each document of some parts. Documents under `except` wait at the device and are left
     * out. `moved`: something has changed since that cursor, so that nothing can be said now.
     */
    compare: query({
      action: 'device.sync',
      input: z.strictObject({
        protocol: z.int(), cursor: z.string().max(100), except: z.array(z.strictObject({ collection: Collection, id: DocumentId })).max(MOST_EXCEPT),
        within: z.strictObject({ collection: Collection, buckets: z.array(z.int().nonnegative()).max(8) }).nullable(),
      }),
      output: z.strictObject({ moved: z.boolean(), sums: z.partialRecord(Collection, Sum), buckets: z.array(Sum), marks: z.array(Mark) }),
      errors: [...requestErrors, ...protocolErrors],
    }),
    /** The county's word on documents in which both sides differ, after it has put its own copies right by the versions that are written once. */
    repair: command({
      action: 'device.sync',
      input: z.strictObject({ protocol: z.int(), collection: Collection, ids: z.array(DocumentId).min(1).max(200) }),
      /** `elsewhere`: written by this office once, another's by now; nothing is to be sent again. */
      output: z.strictObject({ changes: z.array(Change), mended: z.int(), elsewhere: z.array(DocumentId) }),
      errors: [...requestErrors, ...protocolErrors],
    }),
    /** The county's policy pack, signed, unless it is the one whose hash the device names; null also where none was ever set. */
    policy: query({
      action: 'device.sync',
      input: z.strictObject({ protocol: z.int(), known: z.string().max(64) }),
      output: z.strictObject({ policy: Signed.nullable() }),
      errors: [...requestErrors, ...protocolErrors],
    }),
    /** Fresh blocks of document numbers (字号), one of each series: never given to anybody else. */
    numbers: command({
      action: 'device.sync',
      input: z.strictObject({ protocol: z.int(), series: z.array(z.string().min(1).max(20)).min(1).max(60), year: z.int().min(2020).max(2100) }),
      output: z.strictObject({ blocks: z.array(NumberBlock) }),
      errors: [...requestErrors, ...protocolErrors],
    }),
    /** This device's own batches after a number, as signed then, with their receipts: how a restored backup gets back what it had sent. */
    sent: query({
      action: 'device.sync',
      input: z.strictObject({ protocol: z.int(), after: z.int().nonnegative(), limit: z.int().positive().max(8) }),
      output: z.strictObject({ batches: z.array(z.strictObject({ batch: Signed, receipt: Signed })) }),
      errors: [...requestErrors, ...protocolErrors],
    }),
  },
  file: deviceFile,
  revocation: deviceRevocation,
}
export type DeviceContract = typeof deviceContract
