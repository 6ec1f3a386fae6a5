import { effectScope, nextTick, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { useCommand } from './use-command.ts'
import { type Page, usePaged } from './use-paged.ts'
import { useQuery } from './use-query.ts'

/** Questions that the test answers in the order it likes. */
function asked<T>(): { ask: () => Promise<Result<T>>; answers: ((answer: Result<T>) => void)[] } {
  const answers: ((answer: Result<T>) => void)[] = []
  return { answers, ask: () => new Promise((resolve) => answers.push(resolve)) }
}

const settle = async (): Promise<void> => {
  await Promise.resolve()
  await nextTick()
  await Promise.resolve()
}

describe('asking the host', () => {
  it('[DK20] throws an answer away that comes after a newer question', async () => {
    const { ask, answers } = asked<string>()
    const source = ref(0)
    const scope = effectScope()
    const query = scope.run(() => useQuery(ask, { watch: [source] }))
    source.value = 1
    await settle()
    answers[1]?.(ok('new'))
    await settle()
    answers[0]?.(ok('old'))
    await settle()
    expect(query?.data.value).toBe('new')
    scope.stop()
  })

  it('[DK20] keeps the last good answer beside a refusal', async () => {
    const { ask, answers } = asked<string>()
    const scope = effectScope()
    const query = scope.run(() => useQuery(ask))
    expect(query?.loading.value).toBe(true)
    answers[0]?.(ok('good'))
    await settle()
    void query?.reload()
    answers[1]?.(fail('NOT_AVAILABLE'))
    await settle()
    expect([query?.data.value, query?.error.value?.code, query?.loading.value]).toEqual(['good', 'NOT_AVAILABLE', false])
    scope.stop()
  })

  it('[DK15] fetches a long list page by page, each page once', async () => {
    const calls: number[] = []
    const everyone = Array.from({ length: 350 }, (_, index) => index)
    const fetchPage = async (offset: number, limit: number): Promise<Result<Page<number>>> => {
      calls.push(offset)
      return ok({ rows: everyone.slice(offset, offset + limit), total: everyone.length })
    }
    const scope = effectScope()
    const paged = scope.run(() => usePaged(fetchPage))
    await paged?.restart()
    paged?.ensure(190, 310)
    paged?.ensure(190, 310)
    await settle()
    await settle()
    expect(calls).toEqual([0, 100, 200, 300])
    expect([paged?.total.value, paged?.rows.value[309], paged?.rows.value.length]).toEqual([350, 309, 350])
    scope.stop()
  })

  it('[DK20] an old page does not land in a list that was filtered anew', async () => {
    const { ask, answers } = asked<Page<string>>()
    const scope = effectScope()
    const paged = scope.run(() => usePaged(ask))
    void paged?.restart()
    void paged?.restart()
    answers[1]?.(ok({ rows: ['b'], total: 1 }))
    await settle()
    answers[0]?.(ok({ rows: ['a', 'a'], total: 2 }))
    await settle()
    expect(paged?.rows.value).toEqual(['b'])
    scope.stop()
  })

  it('[DK18] a command runs once at a time and keeps its refusal', async () => {
    const { ask, answers } = asked<number>()
    const command = useCommand(ask)
    const first = command.run(undefined)
    expect(await command.run(undefined)).toBeNull()
    answers[0]?.(fail('LOGIN_TAKEN'))
    expect(await first).toBeNull()
    expect([answers.length, command.busy.value, command.error.value?.code]).toEqual([1, false, 'LOGIN_TAKEN'])
  })
})
