import fastifyFactory, { type FastifyInstance } from 'fastify'
import type { Log } from '../county.ts'
import { bugLogger, refusal } from './answer.ts'
import { securityHeaders } from './security-headers.ts'

const smallBody = 1024 * 1024

/** An empty server with what every route shares: headers, one content type, one form of answer, no words about bugs. */
export function createServer(log: Log, newTraceId: () => string): FastifyInstance {
  const fastify = fastifyFactory({ logger: false, bodyLimit: smallBody, return503OnClosing: true, forceCloseConnections: 'idle', routerOptions: { maxParamLength: 200 } })
  const onBug = bugLogger(log)
  // One content type by its exact name and no parser by pattern: Fastify's holes were all in choosing among several.
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  fastify.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    if (request.method === 'GET' || request.method === 'HEAD') return
    reply.header('cache-control', 'no-store')
    if (request.headers['content-type'] !== 'application/json') return reply.code(415).send(refusal('INVALID_INPUT'))
    if (!isSameOrigin(request.headers.origin, request.headers.host) || isCrossSite(request.headers['sec-fetch-site'])) return reply.code(403).send(refusal('NOT_ALLOWED'))
  })
  fastify.setErrorHandler((error, _request, reply) => {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return reply.code(413).send(refusal('TOO_LARGE'))
    if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500) return reply.code(error.statusCode).send(refusal('INVALID_INPUT'))
    const traceId = newTraceId()
    onBug(traceId, 'route', error)
    return reply.code(500).send({ ok: false, error: { code: 'INTERNAL', params: {}, traceId } })
  })
  fastify.setNotFoundHandler((_request, reply) => reply.code(404).send(refusal('NOT_AVAILABLE')))
  return fastify
}

/** Programs send no origin; a page must be one that this server itself has handed out. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

function isCrossSite(site: string | string[] | undefined): boolean {
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
