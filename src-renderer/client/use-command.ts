import { ref, type Ref, shallowRef } from 'vue'
import type { Failure, Result } from '#shared/kernel/result.ts'

export type Command<I, T> = {
  /** Runs it unless it is already running. Answers the value, or null after a refusal (then `error` is set). */
  run(input: I): Promise<T | null>
  busy: Ref<boolean>
  error: Ref<Failure | null>
}

/** One act of a form: busy while it runs, its refusal kept for FailureBox, a second Enter ignored. */
export function useCommand<I, T>(act: (input: I) => Promise<Result<T>>): Command<I, T> {
  const busy = ref(false)
  const error = shallowRef<Failure | null>(null)
  async function run(input: I): Promise<T | null> {
    if (busy.value) return null
    busy.value = true
    error.value = null
    try {
      const answer = await act(input)
      if (answer.ok) return answer.value
      error.value = answer.error
      return null
    } finally {
      busy.value = false
    }
  }
  return { run, busy, error }
}
