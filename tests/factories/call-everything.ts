import { z } from 'zod'
import type { Contract, Operation } from '../../src-shared/contract/define.ts'

/** Ids to be put wherever an input wants one, and words wherever it wants text. */
export type Sample = { ids: readonly string[]; words: readonly string[] }
export type Called = { name: string; operation: Operation; inputs: unknown[] }

const CHOICES = 16
/** What a command is told: it would write down a sample's words as somebody's own. */
const PLAIN = '平常的话'

type Node = { type?: string | string[]; enum?: unknown[]; const?: unknown; anyOf?: Node[]; oneOf?: Node[]; allOf?: Node[]; properties?: Record<string, Node>; required?: string[]; items?: Node; minItems?: number; minLength?: number; maxLength?: number; minimum?: number; exclusiveMinimum?: number; pattern?: string; format?: string; $ref?: string; $defs?: Record<string, Node>; additionalProperties?: unknown }

/**
 * Every operation of a contract with inputs made from its own schema, so that a new operation is called too without
 * anybody thinking of it. One input for each id, the id in every place that takes one; texts are the sample's words.
 */
export function everyCall(contract: Contract, sample: Sample): Called[] {
  return Object.entries(contract).flatMap(([slice, members]) =>
    Object.entries(members).flatMap(([name, declared]): Called[] => {
      if (declared.kind === 'event') return []
      const schema = z.toJSONSchema(declared.input, { io: 'input', unrepresentable: 'any' }) as Node
      const words = declared.kind === 'command' ? [PLAIN] : sample.words
      const made = sample.ids.flatMap((id) => [false, true].flatMap((sparse) => words.map((word) => fill(schema, schema, { id, word, sparse, at: '', choice: 0 }))))
      // Each ledger, each kind of form: every choice once, about the first id.
      for (let choice = 1; choice < CHOICES && declared.kind === 'query'; choice++) made.push(fill(schema, schema, { id: sample.ids[0] ?? '', word: words[0] ?? PLAIN, sparse: false, at: '', choice }))
      const unlike = new Map(made.map((one) => [JSON.stringify(one), one]))
      return [{ name: `${slice}.${name}`, operation: declared, inputs: [...unlike.values()].filter((one) => declared.input.safeParse(one).success) }]
    }),
  )
}

type How = { id: string; word: string; /** Leave out what may be left out, say null where one may. */ sparse: boolean; at: string; choice: number }

function fill(node: Node, root: Node, how: How): unknown {
  if (node.$ref) return fill(root.$defs?.[node.$ref.split('/').at(-1) ?? ''] ?? {}, root, how)
  if ('const' in node) return node.const
  if (node.enum) return node.enum[how.choice % node.enum.length]
  const options = node.anyOf ?? node.oneOf
  if (options) {
    const nothing = options.find(({ type }) => type === 'null')
    return how.sparse && nothing ? null : fill(options.find(({ type }) => type !== 'null') ?? {}, root, how)
  }
  switch (Array.isArray(node.type) ? node.type[0] : node.type) {
    case 'object': {
      const names = Object.keys(node.properties ?? {}).filter((name) => !how.sparse || node.required?.includes(name))
      return Object.fromEntries(names.map((name) => [name, fill(node.properties?.[name] ?? {}, root, { ...how, at: name })]))
    }
    case 'array': return how.sparse && !node.minItems ? [] : [fill(node.items ?? {}, root, how)]
    case 'integer':
    case 'number': return Math.max(node.minimum ?? 0, (node.exclusiveMinimum ?? -1) + 1, /limit|days|size/.test(how.at) ? 200 : 0)
    case 'boolean': return false
    case 'null': return null
    case 'string': return text(node, how)
    default: return {}
  }
}

function text({ pattern, format, minLength = 0, maxLength }: Node, { id, word, at }: How): string {
  const fits = (one: string): boolean => !pattern || new RegExp(pattern).test(one)
  if (format === 'uri') return 'http://127.0.0.1:9'
  // A day carries no pattern, only its length.
  if (!pattern && maxLength === 10) return '2026-11-22'
  if (!pattern && minLength > word.length) return id.slice(0, maxLength)
  const tries = [id, word, '2026-11-22', '2026-11-22T02:00:00.000Z', '2026-11', '331102', '331102001', 'AAAA', '0123456789abcdef0123456789abcdef', '0123456789abcdef'.repeat(4), `${id}-1-0`, '']
  if (!pattern && !/id$/i.test(at)) return word.slice(0, maxLength)
  return tries.find(fits) ?? word
}
