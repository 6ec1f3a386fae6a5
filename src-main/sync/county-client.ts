import { createClient } from '#shared/contract/client.ts'
import { deviceContract, type DeviceContract } from '#shared/contract/device.ts'
import type { Client } from '#shared/contract/define.ts'
import type { Call, WireAnswer } from '#shared/contract/transport.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { requestHeaders, requestSignatureText } from '#shared/sync/request-signature.ts'
import { z } from 'zod'
import { sha256Hex, signText } from './signatures.ts'

const path = '/api/device'
const Answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), params: z.unknown(), traceId: z.string().optional() }) }),
])

export type CountyClientOptions = {
  address: string
  deviceId: string
  privateKey: string
  /** The county's time as this device believes it, ms: the device clock plus the last known offset. */
  now: () => number
  newNonce: () => string
  fetch: typeof fetch
  signal?: AbortSignal
  timeoutMs?: number
}

/**
 * The county as a client of the device contract. Every request is signed over its exact bytes. No answer at all is
 * COUNTY_UNREACHABLE; an answer that is not ours is NOT_A_COUNTY (a captive portal, a wrong address).
 */
export function createCountyClient(options: CountyClientOptions): Client<DeviceContract> {
  return createClient(deviceContract, { call: (call) => send(options, call), on: () => () => undefined })
}

async function send(options: CountyClientOptions, call: Call): Promise<WireAnswer> {
  const body = JSON.stringify(call)
  const time = toInstant(options.now())
  const nonce = options.newNonce()
  const signature = signText(options.privateKey, requestSignatureText({ method: 'POST', path, bodyHash: sha256Hex(body), time, nonce }))
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000)
  try {
    const response = await options.fetch(options.address + path, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json', [requestHeaders.device]: options.deviceId, [requestHeaders.time]: time, [requestHeaders.nonce]: nonce, [requestHeaders.signature]: signature },
      body,
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    })
    return read(await response.text(), response.status)
  } catch {
    return { ok: false, error: { code: 'COUNTY_UNREACHABLE', params: {} } }
  }
}

function read(text: string, status: number): WireAnswer {
  if (status === 502 || status === 503 || status === 504) return { ok: false, error: { code: 'COUNTY_UNREACHABLE', params: {} } }
  const parsed = Answer.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  return { ok: false, error: { code: 'NOT_A_COUNTY', params: {} } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
