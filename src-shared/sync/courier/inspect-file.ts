import { fail, ok, type Result } from '../../kernel/result.ts'
import { AnyFormat, COURIER_FORMAT, CourierHeader } from './header.ts'
import { chunksOf, courierCaps, layout, type Prologue, readPrologue, signedText } from './layout.ts'
import { type ByteSource, type CourierPrimitives, hex, isSameBytes } from './primitives.ts'

export type FormProblem = 'COURIER_NOT_A_FILE' | 'COURIER_INCOMPLETE' | 'COURIER_DAMAGED' | 'COURIER_NEWER' | 'COURIER_TOO_LARGE'

/** A file that is whole and unaltered; who signed it is still to be asked (`isSignedBy`). */
export type Inspected = {
  header: CourierHeader
  headerText: string
  /** SHA-256 of the file: its identity. */
  hash: string
  chunks: { from: number; to: number; count: number }
  isSignedBy(publicKey: string): boolean
}

const piece = 1024 * 1024

/** Reads the header alone, for a list: nothing of it is proven. */
export async function peekHeader(primitives: CourierPrimitives, source: ByteSource): Promise<Result<{ header: CourierHeader; text: string; prologue: Prologue }, FormProblem>> {
  const prologue = readPrologue(primitives, await source.read(0, Math.min(layout.prologue, source.size)))
  if (prologue === 'foreign') return fail('COURIER_NOT_A_FILE')
  if (prologue === 'cut') return fail('COURIER_INCOMPLETE')
  if (prologue === 'altered') return fail('COURIER_DAMAGED')
  if (prologue.size > courierCaps.fileBytes || prologue.headerLength > courierCaps.headerBytes) return fail('COURIER_TOO_LARGE')
  if (source.size < prologue.size) return fail('COURIER_INCOMPLETE')
  if (source.size > prologue.size || !chunksOf(prologue)) return fail('COURIER_DAMAGED')
  const bytes = await source.read(layout.prologue, prologue.headerLength)
  const parsed = readHeader(primitives, bytes)
  return parsed.ok ? ok({ ...parsed.value, prologue }) : parsed
}

/** Reads a file from its first to its last byte and says whether it is as its sender wrote it. Nothing is opened yet. */
export async function inspectCourierFile(primitives: CourierPrimitives, source: ByteSource): Promise<Result<Inspected, FormProblem>> {
  const peeked = await peekHeader(primitives, source)
  // A header that makes no sense is altered bytes unless the hash of the whole says otherwise, and then it is another program's.
  if (!peeked.ok && peeked.error.code !== 'COURIER_NEWER') return peeked
  const prologue = readPrologue(primitives, await source.read(0, layout.prologue))
  if (typeof prologue === 'string') return fail('COURIER_DAMAGED')
  const hashed = await hashFile(primitives, source, prologue)
  if (!isSameBytes(hashed.whole, await source.read(prologue.size - layout.digest, layout.digest))) return fail('COURIER_DAMAGED')
  if (!peeked.ok) return peeked
  const chunks = chunksOf(prologue)
  if (!chunks) return fail('COURIER_DAMAGED')
  const signature = await source.read(chunks.to, layout.signature)
  const text = signedText(prologue.size, hex(hashed.signed))
  return ok({ header: peeked.value.header, headerText: peeked.value.text, hash: hex(hashed.whole), chunks, isSignedBy: (publicKey) => primitives.verify(publicKey, text, signature) })
}

async function hashFile(primitives: CourierPrimitives, source: ByteSource, { size }: Prologue): Promise<{ signed: Uint8Array; whole: Uint8Array }> {
  const signed = primitives.hash()
  const whole = primitives.hash()
  const signedTo = size - layout.signature - layout.digest
  for (let at: number = layout.prologue; at < signedTo; ) {
    const bytes = await source.read(at, Math.min(piece, signedTo - at))
    signed.update(bytes)
    whole.update(bytes)
    at += bytes.length
  }
  whole.update(await source.read(signedTo, layout.signature))
  return { signed: signed.digest(), whole: whole.digest() }
}

function readHeader(primitives: CourierPrimitives, bytes: Uint8Array): Result<{ header: CourierHeader; text: string }, FormProblem> {
  try {
    const text = primitives.decode(bytes)
    const value: unknown = JSON.parse(text)
    const header = CourierHeader.safeParse(value)
    if (header.success) return ok({ header: header.data, text })
    const format = AnyFormat.safeParse(value)
    return format.success && format.data.format > COURIER_FORMAT ? fail('COURIER_NEWER') : fail('COURIER_DAMAGED')
  } catch {
    return fail('COURIER_DAMAGED')
  }
}
