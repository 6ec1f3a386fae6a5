import { fail, ok, type Result } from '#shared/kernel/result.ts'
import type { CourierKind } from '#shared/sync/courier/header.ts'
import type { FormProblem, Inspected } from '#shared/sync/courier/inspect-file.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import { readEntries, UnreadableEntries } from '#shared/sync/courier/read-entries.ts'
import type { z } from 'zod'
import { courierPrimitives } from './primitives.ts'

export type OpenProblem = FormProblem | 'COURIER_SEALED'
type Sealed = { source: ByteSource; inspected: Inspected & { header: { kind: Exclude<CourierKind, 'request'> } }; privateKey: Uint8Array }

/**
 * The contents of a file whose signer is known: all of them are opened and parsed before the first is given out, so that
 * nothing is begun with a file that cannot be read to its end. `entries` may be walked again and again.
 */
export async function openContents<T>({ source, inspected, privateKey }: Sealed, schema: z.ZodType<T>): Promise<Result<{ entries(): AsyncGenerator<T> }, OpenProblem>> {
  const cipher = courierPrimitives.openWith(privateKey, inspected.header.ephemeral, inspected.headerText)
  if (!cipher) return fail('COURIER_SEALED')
  const entries = async function* () {
    for await (const entry of readEntries(courierPrimitives, { source, chunks: inspected.chunks, cipher })) yield schema.parse(entry)
  }
  try {
    for await (const entry of readEntries(courierPrimitives, { source, chunks: inspected.chunks, cipher })) {
      // Signed by whom we trust and yet not to be understood: a newer program wrote it.
      if (!schema.safeParse(entry).success) return fail('COURIER_NEWER')
    }
  } catch (error) {
    if (!(error instanceof UnreadableEntries)) throw error
    return fail(error.why === 'sealed' ? 'COURIER_SEALED' : 'COURIER_DAMAGED')
  }
  return ok({ entries })
}
