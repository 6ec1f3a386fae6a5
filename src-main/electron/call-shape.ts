import type { Call } from '#shared/contract/transport.ts'
import { MAX_CALL_BYTES } from '../transport/limits.ts'

const NAME = /^[a-z][A-Za-z]{0,40}\.[a-z][A-Za-z]{0,40}$/

export type CallFault = 'UNKNOWN_OPERATION' | 'INVALID_INPUT' | 'TOO_LARGE'

/**
 * Reads a message of the renderer. The input is rebuilt from its own JSON, so that nothing but plain JSON goes on,
 * whatever structured clone let through (maps, dates, buffers, cycles). What it means is for dispatch to say.
 */
export function readCall(message: unknown): Call | CallFault {
  if (typeof message !== 'object' || message === null) return 'INVALID_INPUT'
  if (Object.keys(message).sort().join() !== 'input,name') return 'INVALID_INPUT'
  const { name, input } = { name: undefined, input: undefined, ...message }
  if (typeof name !== 'string' || !NAME.test(name)) return 'UNKNOWN_OPERATION'
  if (input === undefined) return 'INVALID_INPUT'
  const text = toJson({ name, input })
  if (text === undefined) return 'INVALID_INPUT'
  if (Buffer.byteLength(text) > MAX_CALL_BYTES) return 'TOO_LARGE'
  return { name, input: JSON.parse(text).input }
}

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
