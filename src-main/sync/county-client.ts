import { createClient } from '#shared/contract/client.ts'
import { deviceContract, type DeviceContract } from '#shared/contract/device.ts'
import type { Client } from '#shared/contract/define.ts'
import type { Call, WireAnswer } from '#shared/contract/transport.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { requestHeaders, requestSignatureText } from '#shared/sync/request-signature.ts'
import { type Spoken, spokenHere, stepDown } from '#shared/sync/versions.ts'
import { z } from 'zod'
import { failureOf, strangerOf } from './line-failure.ts'
import { pack, readBounded } from './packed.ts'
import { sha256Hex, signText } from './signatures.ts'

const path = '/api/device'
/** Calls that carry much: on a slow line they take minutes. That nobody answers at all is found by the check before them. */
const long: ReadonlySet<string> = new Set(['sync.push', 'sync.pull', 'sync.sent', 'file.put', 'file.get'])
const Answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), params: z.unknown(), traceId: z.string().optional() }) }),
])
const TooNew = z.object({ code: z.literal('PROTOCOL_TOO_NEW'), params: z.object({ speaks: z.int() }) })

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
  spoken?: Spoken
}

/** The county as a client, and the protocol version in which both go on: the newer side speaks as the older one. */
export type CountyClient = Client<DeviceContract> & { readonly speech: { version: number } }

/**
 * The county as a client of the device contract. Every request is signed over its exact bytes. Why no answer came,
 * and what an answer is that is not ours, says line-failure.ts.
 */
export function createCountyClient(options: CountyClientOptions): CountyClient {
  const own = options.spoken ?? spokenHere
  const speech = { version: own.newest }
  const speak = (call: Call) => send(options, { name: call.name, input: { ...objectOf(call.input), protocol: speech.version } })
  const call = async (call: Call): Promise<WireAnswer> => {
    const answer = await speak(call)
    const tooNew = answer.ok ? null : TooNew.safeParse(answer.error).data
    const older = tooNew ? stepDown(own, tooNew.params.speaks) : null
    if (older === null) return answer
    speech.version = older
    return speak(call)
  }
  return { ...createClient(deviceContract, { call, on: () => () => undefined }), speech }
}

async function send(options: CountyClientOptions, call: Call): Promise<WireAnswer> {
  const { body, headers } = await pack(JSON.stringify(call), call.name)
  const time = toInstant(options.now())
  const nonce = options.newNonce()
  const signature = signText(options.privateKey, requestSignatureText({ method: 'POST', path, bodyHash: sha256Hex(body), time, nonce }))
  const timeout = AbortSignal.timeout(options.timeoutMs ?? (long.has(call.name) ? 180_000 : 30_000))
  try {
    const response = await options.fetch(options.address + path, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip', ...headers, [requestHeaders.device]: options.deviceId, [requestHeaders.time]: time, [requestHeaders.nonce]: nonce, [requestHeaders.signature]: signature },
      body,
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    })
    return read(await readBounded(response), { status: response.status, contentType: response.headers.get('content-type') ?? '' })
  } catch (error) {
    return { ok: false, error: { code: failureOf(error), params: {} } }
  }
}

function read(text: string, { status, contentType }: { status: number; contentType: string }): WireAnswer {
  const parsed = Answer.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  return { ok: false, error: { code: strangerOf(status, contentType), params: {} } }
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
