import { z } from 'zod'
import type { lineErrors } from '#shared/contract/line.ts'

export type LineError = (typeof lineErrors)[number]

const Cause = z.object({ code: z.string().optional().catch(undefined), name: z.string().catch(''), message: z.string().catch(''), cause: z.unknown().optional() })

const byCode: Readonly<Record<string, LineError>> = {
  ENOTFOUND: 'COUNTY_NO_NAME', EAI_AGAIN: 'COUNTY_NO_NAME', EAI_FAIL: 'COUNTY_NO_NAME',
  ECONNREFUSED: 'COUNTY_REFUSED',
  ETIMEDOUT: 'COUNTY_TIMEOUT', UND_ERR_CONNECT_TIMEOUT: 'COUNTY_TIMEOUT', UND_ERR_HEADERS_TIMEOUT: 'COUNTY_TIMEOUT', UND_ERR_BODY_TIMEOUT: 'COUNTY_TIMEOUT',
  CERT_HAS_EXPIRED: 'COUNTY_CERTIFICATE_TIME', CERT_NOT_YET_VALID: 'COUNTY_CERTIFICATE_TIME',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'COUNTY_CERTIFICATE', SELF_SIGNED_CERT_IN_CHAIN: 'COUNTY_CERTIFICATE', UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'COUNTY_CERTIFICATE', UNABLE_TO_GET_ISSUER_CERT: 'COUNTY_CERTIFICATE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'COUNTY_CERTIFICATE', CERT_UNTRUSTED: 'COUNTY_CERTIFICATE', CERT_REVOKED: 'COUNTY_CERTIFICATE', CERT_SIGNATURE_FAILURE: 'COUNTY_CERTIFICATE', HOSTNAME_MISMATCH: 'COUNTY_CERTIFICATE', ERR_TLS_CERT_ALTNAME_INVALID: 'COUNTY_CERTIFICATE',
}

/** Why no answer came, from what `fetch` threw: the reason lies in its causes. */
export function failureOf(error: unknown): LineError {
  let at = error
  for (let depth = 0; depth < 5; depth++) {
    const cause = Cause.safeParse(at).data
    if (!cause) break
    if (cause.name === 'TimeoutError') return 'COUNTY_TIMEOUT'
    const known = byCode[cause.code ?? '']
    if (known) return known
    if (cause.code?.startsWith('ERR_SSL') || cause.code === 'EPROTO') return 'COUNTY_CERTIFICATE'
    // With `redirect: error` the county itself never leads anywhere else; a log-in page of the network does.
    if (at instanceof Error && at.message === 'unexpected redirect') return 'LINE_PORTAL'
    // The one failure for which undici gives no reason at all: a 407, of which the page is told nothing.
    if (depth > 0 && cause.message === '' && cause.code === undefined && cause.cause === undefined) return 'LINE_PROXY'
    at = cause.cause
  }
  return 'COUNTY_UNREACHABLE'
}

/** What an answer means that is none of ours, by its status and its kind. */
export function strangerOf(status: number, contentType: string): LineError | 'NOT_A_COUNTY' {
  if (status === 407 || (status === 403 && !isJson(contentType))) return 'LINE_PROXY'
  if (status === 429 || status === 503) return 'COUNTY_BUSY'
  if (status === 502 || status === 504) return 'COUNTY_UNREACHABLE'
  if (status === 511) return 'LINE_PORTAL'
  if (status >= 500) return 'COUNTY_FAULTY'
  if (contentType.includes('html')) return 'LINE_PORTAL'
  return 'NOT_A_COUNTY'
}

function isJson(contentType: string): boolean {
  return contentType.includes('json')
}
