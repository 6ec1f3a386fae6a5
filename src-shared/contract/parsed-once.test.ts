import { expect, it } from 'vitest'
import { z } from 'zod'
import { parsedOnce } from './parsed-once.ts'

function counted() {
  let looks = 0
  const Row = z.strictObject({ id: z.string(), on: z.string().refine((text) => (looks++, text !== 'never')) })
  return { rows: z.strictObject({ rows: z.array(parsedOnce(Row)) }), looks: () => looks, Row }
}

it('[H50] a frozen row that was found right is not looked through again; any other is, each time', () => {
  const { rows, looks } = counted()
  const kept = Object.freeze({ id: 'a', on: 'today' })
  const open = { id: 'b', on: 'today' }
  expect(rows.parse({ rows: [kept, open] })).toEqual({ rows: [kept, open] })
  expect(looks()).toBe(2)
  expect(rows.parse({ rows: [kept, open, kept] }).rows).toHaveLength(3)
  expect(looks()).toBe(3)
  open.on = 'never'
  expect(() => rows.parse({ rows: [kept, open] })).toThrow()
})

it('[H50] what is wrong stays wrong, frozen or not, with its place', () => {
  const { rows } = counted()
  const wrong = Object.freeze({ id: 'a', on: 'never' })
  const undeclared = Object.freeze({ id: 'a', on: 'today', secret: 1 })
  for (const row of [wrong, undeclared]) {
    for (const _again of [1, 2]) expect(rows.safeParse({ rows: [row] }).error?.issues[0]?.path.slice(0, 2)).toEqual(['rows', 0])
  }
})

it('[H50] a frozen row over something that is not fixed is looked through each time', () => {
  let looks = 0
  const Row = parsedOnce(z.strictObject({ of: z.array(z.string()).refine(() => (looks++, true)) }))
  const row = Object.freeze({ of: ['a'] })
  Row.parse(row)
  Row.parse(row)
  expect(looks).toBe(2)
})

it('[H50] it is the same schema to whoever describes it', () => {
  const { Row } = counted()
  expect(z.toJSONSchema(parsedOnce(Row))).toEqual(z.toJSONSchema(Row))
})
