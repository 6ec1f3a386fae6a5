/** A call on the wire. Values are JSON: dates are strings, bytes travel as handles (slice `bytes`). */
export type Call = { readonly name: string; readonly input: unknown }

/** The answer on the wire; the same shape as kernel Result, not yet checked. */
export type WireAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: { readonly code: string; readonly params: unknown; readonly traceId?: string } }

/** One door to dispatch: IPC, loopback HTTP or HTTPS. `on` answers a function that stops listening. */
export type Transport = {
  call(call: Call): Promise<WireAnswer>
  on(name: string, listener: (payload: unknown) => void): () => void
}
