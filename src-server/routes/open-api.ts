import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { consoleContract } from '#shared/contract/console.ts'
import type { Contract } from '#shared/contract/define.ts'
import { deviceContract } from '#shared/contract/device.ts'

/** The contracts as OpenAPI: one path a door, one alternative an operation. Derived, so it cannot be out of date. */
export function serveOpenApi(fastify: FastifyInstance): void {
  const text = JSON.stringify(describe())
  fastify.get('/openapi.json', async (_request, reply) => reply.type('application/json').send(text))
}

function describe() {
  return {
    openapi: '3.1.0',
    info: { title: 'County server of community corrections', version: '1' },
    paths: {
      '/api/call': { post: door('console', 'The county console, by bearer token.', consoleContract) },
      '/api/device': { post: door('device', 'Enrolled office devices, by request signature (docs/spec/county.md).', deviceContract) },
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }
}

function door(tag: string, summary: string, contract: Contract) {
  const operations = Object.entries(contract).flatMap(([slice, members]) =>
    Object.entries(members).flatMap(([name, declared]) => (declared.kind === 'event' ? [] : [{ name: `${slice}.${name}`, declared }])),
  )
  return {
    operationId: tag,
    summary,
    security: tag === 'console' ? [{ bearer: [] }, {}] : [],
    requestBody: { required: true, content: { 'application/json': { schema: { oneOf: operations.map(({ name, declared }) => call(name, schema(declared.input, 'input'))) } } } },
    responses: { 200: { description: 'The answer or a refusal.', content: { 'application/json': { schema: { oneOf: operations.map(({ name, declared }) => answer(name, declared)) } } } } },
  }
}

const call = (name: string, input: unknown) => ({ title: name, type: 'object', required: ['name', 'input'], additionalProperties: false, properties: { name: { const: name }, input } })

function answer(name: string, declared: { output: z.ZodType; errors: readonly string[] }) {
  const failure = { type: 'object', properties: { ok: { const: false }, error: { type: 'object', properties: { code: { type: 'string' }, params: { type: 'object' }, traceId: { type: 'string' } } } } }
  return { title: name, description: `refusals: ${declared.errors.join(', ') || 'common ones only'}`, oneOf: [{ type: 'object', properties: { ok: { const: true }, value: schema(declared.output, 'output') } }, failure] }
}

function schema(type: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any' })
  return rest
}
