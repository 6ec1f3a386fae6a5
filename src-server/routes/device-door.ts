import type { FastifyInstance, FastifyRequest } from 'fastify'
import { deviceContract } from '#shared/contract/device.ts'
import { createDispatch } from '#shared/contract/dispatch.ts'
import type { WireAnswer } from '#shared/contract/transport.ts'
import { requestHeaders } from '#shared/sync/request-signature.ts'
import type { County } from '../county.ts'
import { checkRequest } from '../services/check-request.ts'
import { type DeviceCaller, deviceHandlers } from '../services/device-handlers.ts'
import { bugLogger, readCall, refusal, translateDatabaseError } from './answer.ts'
import { newTraceId } from './trace-id.ts'

const path = '/api/device'
const bodyLimit = 16 * 1024 * 1024

/** The door of the offices' devices: every call but enrolment is signed by the device's own key. */
export function deviceDoor(fastify: FastifyInstance, county: County): void {
  const onBug = bugLogger(county.log)
  const dispatch = createDispatch<typeof deviceContract, DeviceCaller>({
    contract: deviceContract, handlers: deviceHandlers(county), newTraceId: newTraceId(county), onBug, translate: translateDatabaseError,
  })
  fastify.post<{ Body: Buffer }>(path, { bodyLimit }, async (request): Promise<WireAnswer> => {
    const call = readCall(request.body)
    if (!call) return refusal('INVALID_INPUT')
    if (call.name === 'enrolment.enrol') return dispatch({ role: 'anyone', address: request.ip }, call)
    const header = (name: string) => headerOf(request, name)
    const checked = await checkRequest(county, {
      method: 'POST', path, body: request.body,
      deviceId: header(requestHeaders.device), time: header(requestHeaders.time), nonce: header(requestHeaders.nonce), signature: header(requestHeaders.signature),
    })
    return checked.ok ? dispatch({ role: 'device', device: checked.value }, call) : checked
  })
}

function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}
