import { createHash } from 'node:crypto'
import { SECURITY_HEADERS } from '../transport/security-headers.ts'
import { isOurs } from './app-origin.ts'

export type Manifest = Readonly<Record<string, { file: string; sha256: string; type: string }>>

type Source = { manifest: Manifest; readFile(file: string): Promise<Uint8Array> }

/**
 * Answers app://office. A path is a key of the build-time manifest or it does not exist, so no request ever becomes a
 * file path. The hash is checked because ASAR integrity does nothing on Linux.
 */
export function createAppProtocol({ manifest, readFile }: Source): (request: Request) => Promise<Response> {
  const known = new Map(Object.entries(manifest))
  return async (request) => {
    if (request.method !== 'GET') return answer(405, { Allow: 'GET' })
    if (!isOurs(request.url)) return answer(403)
    const path = decodeOnce(new URL(request.url).pathname)
    const entry = path === undefined ? undefined : known.get(path === '/' ? '/index.html' : path)
    if (entry === undefined) return answer(404)
    const body = await readFile(entry.file)
    if (createHash('sha256').update(body).digest('hex') !== entry.sha256) return answer(500)
    return new Response(new Uint8Array(body), { status: 200, headers: { ...SECURITY_HEADERS, 'Content-Type': entry.type } })
  }
}

const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...SECURITY_HEADERS, ...headers } })

function decodeOnce(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
