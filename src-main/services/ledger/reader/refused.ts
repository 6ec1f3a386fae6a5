import type { ErrorCode, ErrorParams } from '#shared/kernel/errors.ts'
import type { ledger } from '#shared/contract/ledger.ts'

/** The refusals of a file that reading can find. */
export type FileRefusal = Exclude<(typeof ledger.inspect.errors)[number], 'HANDLE_EXPIRED' | 'FILE_TOO_LARGE'>

/** Thrown inside the reader and caught once, at its edge: reading is many layers deep and every layer may have to refuse. */
export class Refused<C extends FileRefusal = FileRefusal> extends Error {
  readonly code: C
  readonly params: ErrorParams<C>
  constructor(code: C, params: ErrorParams<C>) {
    super(code)
    this.code = code
    this.params = params
  }
}

/** Refuses a file that tries something a ledger never needs. `problem` is half a sentence for the clerk. */
export function hostile(problem: string): Refused<'FILE_HOSTILE'> {
  return new Refused('FILE_HOSTILE', { problem })
}

/** Refuses for a reason that needs no words of its own. */
export function refused(code: { [C in FileRefusal]: keyof ErrorParams<C> extends never ? C : never }[FileRefusal] & ErrorCode): Refused {
  return new Refused(code, {})
}
