import type { z } from 'zod'
import type { Action } from '../authz/matrix.ts'
import type { ErrorCode } from '../kernel/errors.ts'
import type { Result } from '../kernel/result.ts'

/** An operation as declared: who may (action), what goes in and out, which refusals it may answer. */
export type Operation = {
  readonly kind: 'command' | 'query'
  readonly action: Action
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly errors: readonly ErrorCode[]
}

/** Something that happened; `payload` carries ids, never records. Delivered only to sessions that hold `action`. */
export type EventDeclaration = { readonly kind: 'event'; readonly action: Action; readonly payload: z.ZodType }

export type Slice = { readonly [name: string]: Operation | EventDeclaration }
export type Contract = { readonly [slice: string]: Slice }

/** Refusals that dispatch itself may answer to any call; an operation need not declare them. */
export const commonErrors = ['INVALID_INPUT', 'NOT_SIGNED_IN', 'NOT_ALLOWED', 'NOT_AVAILABLE', 'UNKNOWN_OPERATION', 'TOO_LARGE', 'INTERNAL', 'DISK_FULL', 'DISK_READ_ONLY', 'DATABASE_DAMAGED', 'BULK_READING'] as const satisfies readonly ErrorCode[]
export type CommonError = (typeof commonErrors)[number]

type Declared = Omit<Operation, 'kind'>

/** Declares an operation that changes something. */
export function command<const D extends Declared>(declared: D): D & { readonly kind: 'command' } {
  return { ...declared, kind: 'command' }
}

/** Declares an operation that only reads. */
export function query<const D extends Declared>(declared: D): D & { readonly kind: 'query' } {
  return { ...declared, kind: 'query' }
}

/** Declares an event. */
export function event<const D extends Omit<EventDeclaration, 'kind'>>(declared: D): D & { readonly kind: 'event' } {
  return { ...declared, kind: 'event' }
}

export type InputOf<O extends Operation> = z.output<O['input']>
export type OutputOf<O extends Operation> = z.output<O['output']>
export type AnswerOf<O extends Operation> = Result<OutputOf<O>, O['errors'][number] | CommonError>

/** What a handler gives back: the output before parsing (brands not needed), or a declared refusal. */
export type Handled<O extends Operation> = Promise<Result<z.input<O['output']>, O['errors'][number] | CommonError>>
export type Handler<O extends Operation, Context> = (context: Context, input: InputOf<O>) => Handled<O>

type OperationNames<S extends Slice> = { [N in keyof S]: S[N] extends Operation ? N : never }[keyof S]
type EventNames<S extends Slice> = { [N in keyof S]: S[N] extends EventDeclaration ? N : never }[keyof S]

/** The handlers of a whole contract: a missing one, or one that answers an undeclared code, does not compile. */
export type Handlers<C extends Contract, Context> = { [S in keyof C]: SliceHandlers<C[S], Context> }
export type SliceHandlers<S extends Slice, Context> = {
  [N in OperationNames<S>]: S[N] extends Operation ? Handler<S[N], Context> : never
}

/** The client of a whole contract: `client.visit.log(draft)`. Inputs are taken before parsing. */
export type Client<C extends Contract> = {
  [S in keyof C]: { [N in OperationNames<C[S]>]: C[S][N] extends Operation ? (input: z.input<C[S][N]['input']>) => Promise<AnswerOf<C[S][N]>> : never } & {
    [N in EventNames<C[S]>]: C[S][N] extends EventDeclaration ? (listener: (payload: z.output<C[S][N]['payload']>) => void) => () => void : never
  }
}
