import { z } from 'zod'

/**
 * How a field joins two edits that grew from one version. A field without a rule is one value: the side that changed it
 * wins, and two different changes are a conflict.
 */
export type MergeRule =
  /** A list of plain values in which order says nothing. */
  | { kind: 'set' }
  /** A list of objects, each known by this member. */
  | { kind: 'setById'; key: string }
  /** As `setById`, but what once stands in it stays, word for word. */
  | { kind: 'appendOnly'; key: string }
  /** A table whose entries are fields of their own. */
  | { kind: 'table' }
  /** Only the county writes it; what a device says of it counts for nothing. */
  | { kind: 'county' }
  /** Only the office writes it; the county may choose between its versions, never write a value of its own. */
  | { kind: 'office' }
  /** Once it holds a value it keeps it, whatever an older edit says (a sealing, I10). */
  | { kind: 'sticky' }
  /** Says something about another field as it stood on its own side; when that field joins into something else, it says nothing any more. */
  | { kind: 'about'; field: string }

/** Beside zod's own registry, so that no derived schema (RxDB's, OpenAPI's, the frozen wire) changes with a rule. */
const rules = z.registry<MergeRule>()

/** The same schema, with its rule. Give it a schema made for this field: a shared one would carry the rule everywhere. */
export function merging<S extends z.ZodType>(rule: MergeRule, schema: S): S {
  rules.add(schema, rule)
  return schema
}

/** The rules of a collection's fields. */
export function mergeRulesOf(schema: z.ZodType): ReadonlyMap<string, MergeRule> {
  const shapes = schema instanceof z.ZodObject ? [schema] : schema instanceof z.ZodDiscriminatedUnion ? schema.options : []
  const found = new Map<string, MergeRule>()
  for (const shape of shapes) {
    if (!(shape instanceof z.ZodObject)) continue
    for (const [field, of] of Object.entries(shape.shape)) {
      const rule = of instanceof z.ZodType ? rules.get(of) : undefined
      if (rule) found.set(field, rule)
    }
  }
  return found
}
