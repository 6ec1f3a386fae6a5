import { z } from 'zod'
import type { ErrorCode } from '#shared/kernel/errors.ts'
import type { Failure } from '#shared/kernel/result.ts'
import type { Call, WireAnswer } from '#shared/contract/transport.ts'
import type { Log } from '../county.ts'

const WireCall = z.strictObject({ name: z.string().max(60), input: z.unknown() })

/** Reads a call from the bytes of a request; null when it is none. */
export function readCall(body: Uint8Array): Call | null {
  try {
    const call = WireCall.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
    return call.success ? { name: call.data.name, input: call.data.input } : null
  } catch {
    return null
  }
}

/** A refusal made by a door itself, before dispatch. */
export function refusal(code: ErrorCode, params: unknown = {}): WireAnswer {
  return { ok: false, error: { code, params } }
}

/** PostgreSQL's conditions that are no bugs: the disk is full, or nothing can be written. */
export function translateDatabaseError(error: unknown): Failure | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '53100') return { code: 'DISK_FULL', params: {} }
  if (code === '25006') return { code: 'DISK_READ_ONLY', params: {} }
  return null
}

/** Logs a bug under its trace id: where it happened, never what the values were. PostgreSQL's messages quote values. */
export function bugLogger(log: Log): (traceId: string, name: string, error: unknown) => void {
  return (traceId, name, error) => {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
    const kind = error instanceof Error ? error.name : typeof error
    const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 6).join(' ') : ''
    log('bug', { traceId, operation: name, kind, code, frames })
  }
}
