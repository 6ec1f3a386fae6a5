import { expect, it } from 'vitest'
import { noteSave, savesDone } from './pending-saves.ts'

it('[V15] a lock waits for what is being saved, even if that fails, and never for ever', async () => {
  const order: string[] = []
  let finish = (): void => undefined
  void noteSave(new Promise<void>((resolve) => { finish = resolve })).then(() => order.push('saved'))
  noteSave(Promise.reject(new Error('refused'))).catch(() => order.push('refused'))
  const done = savesDone(60_000).then(() => order.push('locked'))
  finish()
  await done
  expect(order.at(-1)).toBe('locked')
  expect(order).toContain('saved')

  void noteSave(new Promise<void>(() => undefined))
  await savesDone(1)
})
