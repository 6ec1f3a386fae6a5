import { errorCatalogue, type ErrorCode, type ErrorParams } from './errors.ts'

/** A refusal as a value. `traceId` is set only where a log line belongs to it. */
export type Failure<C extends ErrorCode = ErrorCode> = C extends ErrorCode
  ? { readonly code: C; readonly params: ErrorParams<C>; readonly traceId?: string }
  : never

/** What every operation answers: a value, or one of the declared refusals. Bugs throw instead. */
export type Result<T, C extends ErrorCode = ErrorCode> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure<C> }

export type Refusal<C extends ErrorCode> = { readonly ok: false; readonly error: Failure<C> }

type NeedsParams<C extends ErrorCode> = keyof ErrorParams<C> extends never ? [] : [params: ErrorParams<C>]

/** Wraps a value as success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Makes a refusal. The parameters are those that the catalogue's sentence of this code asks for. */
export function fail<C extends ErrorCode>(code: C, ...params: NeedsParams<C>): Refusal<C> {
  return { ok: false, error: { code, params: params[0] ?? {} } as Failure<C> }
}

/** The Chinese sentence of a failure, for people. Takes any failure that came over a wire as well. */
export function say(failure: { code: string; params?: unknown; traceId?: string }): string {
  const sentence = (errorCatalogue as Record<string, ((params: never) => string) | undefined>)[failure.code]
  const text = (sentence ?? errorCatalogue.INTERNAL)((failure.params ?? {}) as never)
  return failure.traceId ? `${text}（编号 ${failure.traceId}）` : text
}
