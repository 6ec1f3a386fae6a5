import { type Failure, type Result, say } from '#shared/kernel/result.ts'

/** The value of an answer; a refusal stops the demo with its sentence, because the demo asks for nothing refusable. */
export async function must<T>(what: string, answer: Promise<Result<T>>): Promise<T> {
  const result = await answer
  if (result.ok) return result.value
  const failure: Failure = result.error
  throw new Error(`演示数据没有建成（${what}）：${say(failure)}`)
}
