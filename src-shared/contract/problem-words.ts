import type { z } from 'zod'

/** What a schema found wrong, in words for people: its own Chinese message, or plain words for the kind of fault. */
export function problemWords({ code, message }: z.core.$ZodIssue): string {
  // zod's built-in messages are English and speak of types; ours are written in Chinese beside the rule.
  if (/\p{Script=Han}/u.test(message)) return message
  switch (code) {
    case 'too_small': return '太短、太少或太小'
    case 'too_big': return '太长、太多或太大'
    case 'invalid_format': return '格式不对'
    case 'unrecognized_keys': return '有不认识的内容'
    case 'invalid_value': return '不在可选的范围内'
    default: return '没有填写，或不是要求的内容'
  }
}
