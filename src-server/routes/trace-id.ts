/** Makes the ids that tie an INTERNAL answer to its log line: short enough to be read out over the telephone. */
export function newTraceId(source: { randomBytes(size: number): Uint8Array }): () => string {
  return () => Buffer.from(source.randomBytes(5)).toString('hex').toUpperCase()
}
