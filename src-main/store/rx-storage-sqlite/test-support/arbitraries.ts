import * as fc from 'fast-check'
import type { MangoQuery } from 'rxdb'
import type { Doc } from './harness.ts'

// Every region where UTF-8 and UTF-16 order differ, and what people really type.
const CHARACTERS = ['a', 'B', 'ä', '张', '·', '𠮷', '😀', '𞤀', '\uE000', '\uFF0C', '\uFFFD', '\uFFFF', '\u{10FFFF}', '\u{10E000}', '\u0000', '\u0001', '"', '\\', "'"]

/** Well-formed text over mixed scripts. */
export const anyText: fc.Arbitrary<string> = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 4 })

// The memory storage keeps its indexes as padded strings: it mis-sorts characters below the blank and at the
// end of the plane, and numbers that the schema does not allow.
const memoryText = fc.string({ unit: fc.constantFrom(...CHARACTERS.filter((c) => c > ' ' && c !== '\uFFFF')), maxLength: 4 })
const memoryNumber = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.1, -0.5, 123.45))

const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.1, -0.5, 1e15, 123.456))

const regular = {
  name: anyText,
  age: number,
  ok: fc.boolean(),
}

const irregular = {
  name: fc.oneof(anyText, fc.constant(null), fc.array(anyText, { maxLength: 2 }), number),
  age: fc.oneof(number, fc.constant(null), fc.array(number, { maxLength: 2 }), anyText),
  ok: fc.oneof(fc.boolean(), fc.constant(null), number),
}

const rest = {
  tags: fc.oneof(fc.array(fc.oneof(anyText, number), { maxLength: 3 }), anyText, fc.constant(null)),
  deep: fc.oneof(fc.record({ word: anyText }, { requiredKeys: [] }), fc.constant(null)),
}

function documents(fields: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[]): fc.Arbitrary<Doc[]> {
  const one = fc.record({ id: anyText, ...fields }, { requiredKeys: ['id', ...requiredKeys] as never }) as fc.Arbitrary<Doc>
  return fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 14 })
}

/** Documents that fit the schema with every indexed field present. */
export const fullDocuments = documents(regular, ['name', 'age', 'ok'])
/** Documents that the memory storage, too, handles as it should. */
export const memoryDocuments = documents({ id: memoryText, name: memoryText, age: memoryNumber, ok: fc.boolean(), ...rest }, ['name', 'age', 'ok'])
/** Documents with missing and null fields, none of a wrong type. */
export const sparseDocuments = documents(
  {
    name: fc.oneof(anyText, fc.constant(null)),
    age: fc.oneof(number, fc.constant(null)),
    ok: fc.oneof(fc.boolean(), fc.constant(null)),
    ...rest,
  },
  [],
)
/** Documents as nobody should store them: arrays and wrong types in indexed fields. */
export const wildDocuments = documents({ ...irregular, ...rest }, [])

const COMPARE = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'] as const

function conditions(field: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  const single = fc.tuple(fc.constantFrom(...COMPARE), value).map(([operator, operand]) => ({ [operator]: operand }))
  const range = fc.tuple(value, value).map(([low, high]) => ({ $gte: low, $lt: high }))
  const list = fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(value, { maxLength: 3 })).map(([o, l]) => ({ [o]: l }))
  const exists = fc.boolean().map(($exists) => ({ $exists }))
  const not = single.map(($not) => ({ $not }))
  return fc.oneof(single, single, range, list, exists, not).map((operators) => ({ [field]: operators }))
}

const leaf = (strange: fc.Arbitrary<unknown>) =>
  fc.oneof(
    conditions('id', anyText),
    conditions('name', fc.oneof({ weight: 6, arbitrary: anyText }, { weight: 1, arbitrary: strange })),
    conditions('age', fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: strange })),
    conditions('ok', fc.oneof({ weight: 6, arbitrary: fc.boolean() }, { weight: 1, arbitrary: strange })),
    conditions('tags', fc.oneof(anyText, number)),
    conditions('deep.word', anyText),
    fc.constantFrom({ name: { $regex: 'a' } }, { tags: { $size: 2 } }, { name: { $type: 'string' } }),
  )

function selectors(strange: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const part = leaf(strange)
  const both = fc.array(part, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    fc.constant({}),
    part,
    both.map((parts) => Object.assign({}, ...parts)),
    both.map(($or) => ({ $or })),
    both.map(($and) => ({ $and })),
    fc.tuple(part, both).map(([first, $or]) => ({ ...first, $or })),
    both.map(($nor) => ({ $nor })),
  )
}

const sort = fc.uniqueArray(
  fc.tuple(fc.constantFrom('id', 'name', 'age', 'ok', 'deep.word'), fc.constantFrom('asc', 'desc')),
  { selector: ([field]) => field, minLength: 1, maxLength: 3 },
)

/** Mango queries over the test schema; `strange` adds null and operands of other types. */
export function queries({ strange }: { strange: boolean }): fc.Arbitrary<MangoQuery<Doc>> {
  const operand = strange ? fc.oneof(fc.constant(null), anyText, number, fc.boolean()) : anyText
  return fc.record(
    {
      selector: selectors(operand),
      sort: sort.map((parts) => parts.map(([field, direction]) => ({ [field]: direction }))),
      skip: fc.integer({ min: 0, max: 3 }),
      limit: fc.integer({ min: 0, max: 5 }),
    },
    { requiredKeys: ['selector'] },
  ) as fc.Arbitrary<MangoQuery<Doc>>
}
