import { z } from 'zod'
import { Enrolment, Signed } from '#shared/sync/protocol.ts'
import { Instant } from '#shared/kernel/time.ts'

/** Settings (device only) that the sync keeps, by id, each with its schema. */
export const enrolmentSetting = { id: 'enrolment', schema: z.object({ address: z.string(), ...Enrolment.shape }) }
export type StoredEnrolment = z.output<typeof enrolmentSetting.schema>

export const deviceKeySetting = { id: 'device-key', schema: z.object({ publicKey: z.string(), privateKey: z.string() }) }
export type DeviceKey = z.output<typeof deviceKeySetting.schema>

/** Where the next pull begins, and the last exchange that went well. */
export const progressSetting = { id: 'sync-progress', schema: z.object({ epoch: z.string(), cursor: z.string().nullable(), lastSuccessAt: Instant.nullable(), unreadable: z.number() }) }

/** The county's signed word on where its books stood at the last fetch; shown to it again at the next check. */
export const countyHeadSetting = { id: 'county-head', schema: Signed }

/** Sequence up to which every waiting document is already in a batch; a hint that only saves time. */
export const scannedSetting = { id: 'sync-scanned', schema: z.object({ sequence: z.number() }) }

/** How far this device's clock is from the county's; host core warns by it. */
export const countyClockSetting = { id: 'county-clock', schema: z.object({ offsetSeconds: z.number(), lastServerTime: Instant }) }
