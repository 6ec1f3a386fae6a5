import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { collectionSchemas } from './collections.ts'
import { rxSchemaOf } from './rx-schema.ts'

describe('schema derivation', () => {
  it('[H26] plain types, limits only where an index needs them, null let through', () => {
    const schema = z.strictObject({ id: z.string(), name: z.string().max(40), note: z.string().max(5).nullable(), count: z.int(), yes: z.boolean(), list: z.array(z.string()), nested: z.strictObject({ a: z.string() }) })
    expect(rxSchemaOf(schema, { indexes: ['note', ['name', 'count']] })).toEqual({
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: { id: { type: 'string', maxLength: 100 }, name: { type: 'string', maxLength: 40 }, note: { type: 'string', maxLength: 5 }, count: { type: 'integer' }, yes: { type: 'boolean' }, list: { type: 'array' }, nested: { type: 'object' } },
      required: ['id', 'note', 'name', 'count'],
      indexes: ['note', ['name', 'count']],
    })
  })

  it('[H26] a longer note does not change the schema, a new field does', () => {
    const of = (shape: z.core.$ZodLooseShape) => JSON.stringify(rxSchemaOf(z.object(shape), { indexes: [] }))
    expect(of({ id: z.string(), note: z.string().max(9) })).toBe(of({ id: z.string(), note: z.string().max(8) }))
    expect(of({ id: z.string(), note: z.string(), more: z.string() })).not.toBe(of({ id: z.string(), note: z.string() }))
  })

  it('[H26] all kinds of a union give their fields', () => {
    expect(Object.keys(collectionSchemas.records.schema.properties)).toEqual(expect.arrayContaining(['kind', 'subjectId', 'findings', 'purpose', 'method', 'recordId', 'review']))
    expect(collectionSchemas.records.schema.properties.subjectId).toEqual({ type: 'string', maxLength: 26 })
  })

  it('[H26] an index on a field that is not there is refused', () => {
    expect(() => rxSchemaOf(z.object({ id: z.string() }), { indexes: ['nmae'] })).toThrow('nmae')
  })

  it('[H26] all collections fit into what RxDB opens in one process', () => {
    expect(Object.keys(collectionSchemas).length).toBeLessThanOrEqual(12)
  })
})
