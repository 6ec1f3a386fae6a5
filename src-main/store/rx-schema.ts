import type { RxJsonSchema } from 'rxdb'
import { z } from 'zod'

/**
 * What a collection adds to its zod schema: the queries it must answer from an index, and `later`: optional fields that
 * came after databases existed. They stay out of RxDB's schema text, because a file whose text differs would not open;
 * the storage keeps whole documents, so nothing is lost by that.
 */
export type SchemaOptions = { indexes: (string | string[])[]; later?: string[] }

const Node = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  maxLength: z.int().optional(),
  get properties() {
    return z.record(z.string(), Node).optional()
  },
  required: z.array(z.string()).optional(),
  get anyOf() {
    return z.array(Node).optional()
  },
  get oneOf() {
    return z.array(Node).optional()
  },
})
type Node = z.output<typeof Node>
type Field = { type?: string; maxLength?: number }

/**
 * Derives RxDB's schema from a zod schema (adr 0004): primary key `id`, every top-level field with its plain type.
 * Nested shapes and limits stay out on purpose: dispatch and sync check documents by the zod schema itself, and RxDB
 * refuses to open a file whose schema text differs, so a longer note would otherwise need a migration of all rows.
 * Throws when an index names a field that the schema does not have.
 */
export function rxSchemaOf<T>(schema: z.ZodType<T>, { indexes, later = [] }: SchemaOptions): RxJsonSchema<T> {
  const fields = fieldsOf(Node.parse(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })))
  for (const name of later) fields.delete(name)
  const indexed = new Set(indexes.flat())
  for (const path of indexed) if (!fields.has(path)) throw new Error(`index on unknown field ${path}`)
  const built = {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: Object.fromEntries([...fields].map(([name, field]) => [name, name === 'id' ? { type: 'string', maxLength: 100 } : property(field, indexed.has(name))])),
    required: ['id', ...indexed],
    indexes,
  }
  return z.custom<RxJsonSchema<T>>((value) => value === built).parse(built)
}

// Our storage and RxDB's index strings both order null below every value, so an index may stand on a nullable field.
function property({ type, maxLength }: Field, isIndexed: boolean): Field {
  if (!isIndexed) return type === undefined ? {} : { type }
  return type === 'string' ? { type, maxLength: maxLength ?? 100 } : { type }
}

function fieldsOf(node: Node): Map<string, Field> {
  const options = node.oneOf ?? node.anyOf ?? [node]
  const fields = new Map<string, Field>()
  for (const option of options)
    for (const [name, found] of Object.entries(option.properties ?? {})) if (!fields.has(name)) fields.set(name, plain(found))
  return fields
}

/** A nullable field counts as the type it has when it is there. */
function plain(node: Node): Field {
  const real = (node.anyOf ?? [node]).filter((option) => option.type !== 'null')
  const [only] = real
  if (real.length !== 1 || typeof only?.type !== 'string') return {}
  return { type: only.type, maxLength: only.maxLength }
}
