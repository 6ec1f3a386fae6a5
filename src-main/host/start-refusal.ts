import type { ErrorCode } from '#shared/kernel/errors.ts'
import { type Refusal, say } from '#shared/kernel/result.ts'

/** The host cannot start. `message` is the Chinese sentence for people, `code` its name in the catalogue. */
export class StartRefusal extends Error {
  readonly code: ErrorCode

  constructor(refusal: Refusal<ErrorCode>, options?: ErrorOptions) {
    super(say(refusal.error), options)
    this.name = 'StartRefusal'
    this.code = refusal.error.code
  }
}
