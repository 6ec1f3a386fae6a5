/** What a device signs of one request, so that it can be neither altered nor used again. `bodyHash` is SHA-256 in hex. */
export type SignedRequest = { method: string; path: string; bodyHash: string; time: string; nonce: string }

/** The text under the signature of a request; both sides build it from what they see. */
export function requestSignatureText(request: SignedRequest): string {
  return [request.method, request.path, request.bodyHash, request.time, request.nonce].join('\n')
}

/** The headers that carry it. */
export const requestHeaders = { device: 'x-device-id', time: 'x-request-time', nonce: 'x-request-nonce', signature: 'x-request-signature' } as const
