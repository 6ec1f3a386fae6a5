import type { IncomingHttpHeaders } from 'node:http'

/** Why a request is not looked at any further, as an HTTP status; null when it may pass. */
export type Guard = (request: { method: string; headers: IncomingHttpHeaders }) => 403 | 421 | null

/**
 * Keeps other web pages out: any page of any browser on this machine can reach 127.0.0.1. The Host header must be ours
 * to the letter (a rebound name is not), everything but a plain GET must come from our own origin, and the browser
 * itself must not call the request a foreign one.
 */
export function createGuard(port: number): Guard {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  return ({ method, headers }) => {
    if (headers.host === undefined || !hosts.has(headers.host)) return 421
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return 403
    const isUpgrade = headers.upgrade !== undefined
    const needsOrigin = isUpgrade || (method !== 'GET' && method !== 'HEAD')
    if (needsOrigin ? headers.origin !== `http://${headers.host}` : headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return 403
    return null
  }
}
