import { z } from 'zod'
import { DeviceId, OfficeId } from '../../kernel/ids.ts'
import { Instant } from '../../kernel/time.ts'
import { SUITE } from '../protocol.ts'

/** The version of the file's form. */
export const COURIER_FORMAT = 1

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const BoxKey = z.base64().max(60)
/** A file's place in its sender's chain, by the hash of the whole file. */
const Link = z.strictObject({ number: z.int().positive(), hash: Sha256 })
const Chain = z.string().regex(/^[0-9a-f]{24}$/)

const common = { format: z.literal(COURIER_FORMAT), suite: z.literal(SUITE), deviceId: DeviceId, createdAt: Instant }
const numbered = {
  /** SHA-256 of the county's public key (SPKI PEM). */
  county: Sha256,
  officeId: OfficeId,
  /** Begun anew when a device was restored from a backup, so that no number stands for two contents. */
  chain: Chain,
  number: z.int().positive(),
  /** The last file of this chain that was written whole; numbers between were given to files that never became whole. */
  previous: Link.nullable(),
  ephemeral: BoxKey,
}

/** A device asks to be let in. Not sealed: it knows no county yet. Carries nothing about persons. */
export const RequestHeader = z.strictObject({ ...common, kind: z.literal('request'), publicKey: z.string().max(400), courierKey: BoxKey })
export type RequestHeader = z.output<typeof RequestHeader>
/** The county lets it in. */
export const CertificateHeader = z.strictObject({ ...common, kind: z.literal('certificate'), officeId: OfficeId, countyPublicKey: z.string().max(400), ephemeral: BoxKey })
export type CertificateHeader = z.output<typeof CertificateHeader>
/** From a device to the county. */
export const OutboundHeader = z.strictObject({ ...common, kind: z.literal('outbound'), ...numbered, courierKey: BoxKey })
export type OutboundHeader = z.output<typeof OutboundHeader>
/** The county's answer to one device. */
export const AnswerHeader = z.strictObject({ ...common, kind: z.literal('answer'), ...numbered, answers: z.strictObject({ chain: Chain, number: z.int().positive() }).nullable() })
export type AnswerHeader = z.output<typeof AnswerHeader>

export const CourierHeader = z.discriminatedUnion('kind', [RequestHeader, CertificateHeader, OutboundHeader, AnswerHeader])
export type CourierHeader = z.output<typeof CourierHeader>
export type CourierKind = CourierHeader['kind']

/** A header's version alone, to tell a newer program's file from a broken one. */
export const AnyFormat = z.looseObject({ format: z.int() })
