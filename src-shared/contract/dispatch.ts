import { reachOf } from '../authz/matrix.ts'
import type { Reach, Role } from '../authz/roles.ts'
import type { ErrorCode } from '../kernel/errors.ts'
import type { Failure } from '../kernel/result.ts'
import { problemWords } from './problem-words.ts'
import { commonErrors, type Contract, type Handlers, type Operation } from './define.ts'
import type { Call, WireAnswer } from './transport.ts'

/** What dispatch knows of a caller. It comes from the session, never from the call. */
export type Caller = { readonly role: Role }

/** What a handler gets beside its input: the caller, and how far the matrix lets this action reach. */
export type Granted<C extends Caller> = { readonly caller: C; readonly reach: Reach }

export type DispatchOptions<C extends Contract, K extends Caller> = {
  contract: C
  handlers: Handlers<C, Granted<K>>
  /** A new id that ties an INTERNAL answer to a log line. */
  newTraceId: () => string
  /** Told of every bug (thrown error). Must not throw. */
  onBug: (traceId: string, name: string, error: unknown) => void
  /** Runs after the matrix and the parse, before the handler: the audit's intent. When it throws or answers a refusal, nothing is done. */
  before?: (caller: K, name: string, operation: Operation, input: unknown) => Promise<Failure | void>
  /** Told of every refusal by the matrix, for the audit. */
  onRefused?: (caller: K, name: string) => void | Promise<void>
  /** Turns a thrown error of the layer below (disk full ...) into a refusal; null when it is a bug. */
  translate?: (error: unknown) => Failure | null
}

export type Dispatch<K extends Caller> = (caller: K, call: Call) => Promise<WireAnswer>

type Entry<K extends Caller> = { operation: Operation; run: (granted: Granted<K>, input: unknown) => Promise<WireAnswer> }

/**
 * The only way in, for host and server: known name, then may the caller, then parse, then the service, then parse the
 * output so that nothing undeclared leaves. It is also the only place that catches.
 */
export function createDispatch<const C extends Contract, K extends Caller>(options: DispatchOptions<C, K>): Dispatch<K> {
  const entries = collect(options)
  return async (caller, call) => {
    const entry = entries.get(call.name)
    if (!entry) return refuse('UNKNOWN_OPERATION')
    const reach = reachOf(caller.role, entry.operation.action)
    if (!reach) {
      await options.onRefused?.(caller, call.name)
      return refuse(caller.role === 'anyone' ? 'NOT_SIGNED_IN' : 'NOT_ALLOWED')
    }
    const input = entry.operation.input.safeParse(call.input)
    if (!input.success) {
      const issue = input.error.issues[0]
      return refuse('INVALID_INPUT', { field: issue?.path.join('.') ?? '', problem: issue ? problemWords(issue) : '' })
    }
    try {
      const held = await options.before?.(caller, call.name, entry.operation, input.data)
      if (held) return { ok: false, error: held }
      const answer = await entry.run({ caller, reach }, input.data)
      return answer.ok ? { ok: true, value: entry.operation.output.parse(answer.value) } : checkDeclared(entry.operation, answer)
    } catch (error) {
      const known = options.translate?.(error)
      if (known) return { ok: false, error: known }
      const traceId = options.newTraceId()
      options.onBug(traceId, call.name, error)
      return { ok: false, error: { code: 'INTERNAL', params: {}, traceId } }
    }
  }
}

function collect<C extends Contract, K extends Caller>(options: DispatchOptions<C, K>): Map<string, Entry<K>> {
  const entries = new Map<string, Entry<K>>()
  const handlers = options.handlers as unknown as Record<string, Record<string, Entry<K>['run']>>
  for (const [sliceName, slice] of Object.entries(options.contract))
    for (const [name, declared] of Object.entries(slice)) {
      if (declared.kind === 'event') continue
      const run = handlers[sliceName]?.[name]
      if (!run) throw new Error(`no handler for ${sliceName}.${name}`)
      entries.set(`${sliceName}.${name}`, { operation: declared, run })
    }
  return entries
}

function checkDeclared(operation: Operation, answer: Extract<WireAnswer, { ok: false }>): WireAnswer {
  const code = answer.error.code as ErrorCode
  if (operation.errors.includes(code) || (commonErrors as readonly string[]).includes(code)) return answer
  throw new Error(`undeclared refusal ${code}`)
}

function refuse(code: ErrorCode, params: unknown = {}): WireAnswer {
  return { ok: false, error: { code, params } }
}
