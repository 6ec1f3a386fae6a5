import type { WireAnswer } from '#shared/contract/transport.ts'
import { say } from '#shared/kernel/result.ts'

/** What a command ends with: the JSON for standard output and the exit code. */
export type Outcome = { json: unknown; exitCode: 0 | 1 | 2 }

/** A refusal that ends a command early. */
export class Refused extends Error {
  readonly answer: Extract<WireAnswer, { ok: false }>

  constructor(answer: Extract<WireAnswer, { ok: false }>) {
    super(answer.error.code)
    this.name = 'Refused'
    this.answer = answer
  }
}

/** A command line that cannot be understood; `message` is the Chinese sentence. */
export class UsageError extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'UsageError'
  }
}

/** Done: `{"ok":true,"value":…}`, exit code 0. */
export function done(value: unknown): Outcome {
  return { json: { ok: true, value }, exitCode: 0 }
}

/** Refused: `{"ok":false,"error":{code,params},"message":sentence}`, exit code 1. */
export function refused({ error }: Extract<WireAnswer, { ok: false }>): Outcome {
  return { json: { ok: false, error, message: say(error) }, exitCode: 1 }
}
