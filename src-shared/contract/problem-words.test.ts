import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { problemWords } from './problem-words.ts'

const wordsFor = (schema: z.ZodType, input: unknown) => schema.safeParse(input).error?.issues.map(problemWords)

describe('[H30] what is wrong with an input', () => {
  it.each([
    [z.number(), 'x', '没有填写，或不是要求的内容'],
    [z.url(), 'nonsense', '格式不对'],
    [z.string().min(2), 'a', '太短、太少或太小'],
    [z.string().max(2), 'abc', '太长、太多或太大'],
    [z.enum(['a']), 'b', '不在可选的范围内'],
    [z.strictObject({}), { more: 1 }, '有不认识的内容'],
    [z.string().min(2, '请写两个字以上'), 'a', '请写两个字以上'],
  ])('%# is said in Chinese', (schema, input, words) => {
    expect(wordsFor(schema, input)).toEqual([words])
  })
})
