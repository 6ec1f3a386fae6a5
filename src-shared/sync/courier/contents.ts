import { z } from 'zod'
import { deviceContract } from '../../contract/device.ts'
import { Draft } from '../../contract/draft.ts'
import { FileId } from '../../kernel/ids.ts'
import { FileStanding, MOST_FILES } from '../files.ts'
import { SUITE, Enrolment, PROTOCOL_VERSION, Signed } from '../protocol.ts'

const { check, pull, policy, numbers, push } = deviceContract.sync

/**
 * How a device stands when it writes a file: what it would have asked on the line. First in every outbound file.
 */
export const DeviceState = z.strictObject({
  kind: z.literal('state'),
  protocol: z.literal(PROTOCOL_VERSION),
  check: check.input.required({ head: true }),
  /** The first batch that has no receipt here. */
  receiptsFrom: z.int().positive(),
  cursor: pull.input.shape.cursor,
  policy: policy.input.shape.known,
  /** Series of document numbers that run short. */
  numbers: z.strictObject({ year: numbers.input.shape.year, series: z.array(z.string().min(1).max(20)).max(60) }),
  /** Photos and scans: which are kept there and not known to be here whole, and of which the small picture is wanted. */
  files: z.strictObject({ open: z.array(FileId).max(20_000), wanted: z.array(FileId).max(2000) }).optional(),
})
export type DeviceState = z.output<typeof DeviceState>

const FilePiece = z.strictObject({ kind: z.literal('file'), ...deviceContract.file.put.input.omit({ protocol: true }).shape })

/** From a device. A kind that is not known means a newer program. */
export const OutboundEntry = z.discriminatedUnion('kind', [
  DeviceState,
  z.strictObject({ kind: z.literal('batch'), batch: Signed, receipt: push.input.shape.receipt }),
  // A piece of a photo or scan, after the batches.
  FilePiece,
  // Only from a device that the county has stopped: forms that nobody had submitted yet.
  z.strictObject({ kind: z.literal('draft'), personId: z.string().max(26), draft: Draft }),
])
export type OutboundEntry = z.output<typeof OutboundEntry>

/** What the county says first in every answer: what `sync.check` says on the line. */
export const Standing = z.strictObject({
  kind: z.literal('standing'),
  protocol: z.literal(PROTOCOL_VERSION),
  check: check.output,
  /** The cursor that the pages go on from, as the device said it. */
  from: pull.input.shape.cursor,
})
export type Standing = z.output<typeof Standing>

/** To a device. `files`: how the county stands with those it was asked about; `small`: a small picture it was asked for. `sent`: only to a restored one, its own batches. */
export const AnswerEntry = z.discriminatedUnion('kind', [
  Standing,
  z.strictObject({ kind: z.literal('receipt'), number: z.int().positive(), receipt: Signed }),
  z.strictObject({ kind: z.literal('sent'), number: z.int().positive(), batch: Signed, receipt: Signed }),
  z.strictObject({ kind: z.literal('page'), page: pull.output }),
  z.strictObject({ kind: z.literal('policy'), policy: policy.output }),
  z.strictObject({ kind: z.literal('numbers'), numbers: numbers.output }),
  z.strictObject({ kind: z.literal('files'), standings: z.array(FileStanding).max(MOST_FILES) }),
  z.strictObject({ kind: z.literal('small'), fileId: FileId, sha256: z.string().length(64), piece: z.string().max(100_000) }),
])
export type AnswerEntry = z.output<typeof AnswerEntry>

/** What a device that was let in learns; the only entry of a certificate. */
export const CertificateEntry = z.strictObject({ kind: z.literal('certificate'), enrolment: Enrolment, courierKey: Signed, recoveryKey: Signed.nullable() })
export type CertificateEntry = z.output<typeof CertificateEntry>

/** Said and signed by the county: to this X25519 key offices seal what a stick carries. */
export const CountyCourierKey = z.strictObject({ kind: z.literal('county-courier-key'), suite: z.literal(SUITE), publicKey: z.base64().max(60) })
