import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { deviceContract } from '#shared/contract/device.ts'
import { createDispatch } from '#shared/contract/dispatch.ts'
import type { WireAnswer } from '#shared/contract/transport.ts'
import { MESSAGE_LIMIT } from '#shared/sync/protocol.ts'
import { requestHeaders } from '#shared/sync/request-signature.ts'
import type { County } from '../county.ts'
import { checkRequest } from '../services/check-request.ts'
import { type DeviceCaller, deviceHandlers } from '../services/device-handlers.ts'
import { deviceRevocations } from '../services/revocation/device.ts'
import { bugLogger, readCall, refusal, translateDatabaseError } from './answer.ts'
import { packAnswer, unpack } from './packed.ts'
import { newTraceId } from './trace-id.ts'

const path = '/api/device'
/** What a volunteer's own device may ask: nothing that speaks of the office as a whole. */
const forVolunteers: ReadonlySet<string> = new Set(['sync.push', 'sync.pull', 'sync.check', 'sync.policy', 'sync.sent', 'revocation.permit', 'file.standing', 'file.put', 'file.get'])
/** Asked by who has no membership (yet, or any more): each has its own proof inside. */
const unsigned: ReadonlySet<string> = new Set(['enrolment.enrol', 'revocation.handIn'])

/** The door of the offices' devices: every call but enrolment is signed by the device's own key, over its bytes as they travel. */
export function deviceDoor(fastify: FastifyInstance, county: County): void {
  const onBug = bugLogger(county.log)
  const dispatch = createDispatch<typeof deviceContract, DeviceCaller>({
    contract: deviceContract, handlers: { ...deviceHandlers(county), revocation: deviceRevocations(county) }, newTraceId: newTraceId(county), onBug, translate: translateDatabaseError,
  })

  async function answer(request: FastifyRequest<{ Body: Buffer }>): Promise<WireAnswer> {
    const header = (name: string) => headerOf(request, name)
    const encoding = header('content-encoding')
    // What is signed names the path alone; whatever somebody hung on it on the way was not said by the device.
    if (request.url !== path) return refusal('INVALID_INPUT')
    if (encoding !== '' && encoding !== 'gzip') return refusal('INVALID_INPUT')
    // Packed bytes are nobody's until their signature holds: only then they are unpacked. What is unsigned travels as it is.
    const plain = encoding === '' ? readCall(request.body) : null
    if (encoding === '' && !plain) return refusal('INVALID_INPUT')
    if (plain && unsigned.has(plain.name)) return dispatch({ role: 'anyone', address: request.ip }, plain)
    const checked = await checkRequest(county, {
      method: 'POST', path, body: request.body,
      deviceId: header(requestHeaders.device), time: header(requestHeaders.time), nonce: header(requestHeaders.nonce), signature: header(requestHeaders.signature),
    })
    if (!checked.ok) return checked
    const unpacked = plain ? null : await unpack(request.body)
    const call = plain ?? (unpacked && readCall(unpacked))
    if (!call || unsigned.has(call.name)) return refusal('INVALID_INPUT')
    // All that a stopped device still hears is the county's signed word that it is.
    if (checked.value.revoked_at && call.name !== 'revocation.permit') return refusal('DEVICE_REVOKED')
    if (checked.value.person_id !== null && !forVolunteers.has(call.name)) return refusal('NOT_ALLOWED')
    return dispatch({ role: 'device', device: checked.value }, call)
  }

  fastify.post<{ Body: Buffer }>(path, { bodyLimit: MESSAGE_LIMIT }, async (request, reply) => {
    const text = JSON.stringify(await answer(request))
    const packed = await packAnswer(text, headerOf(request, 'accept-encoding'))
    reply.header('content-type', 'application/json; charset=utf-8')
    return packed ? asPacked(reply, packed) : reply.send(text)
  })
}

function asPacked(reply: FastifyReply, packed: Uint8Array): FastifyReply {
  return reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').send(packed)
}

function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}
