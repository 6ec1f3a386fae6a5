import { ref, shallowRef } from 'vue'
import type { LedgerColumn, PreviewRow } from '#shared/contract/ledger.ts'
import type { ColumnMapping } from '#shared/domain/ledger/fields.ts'
import type { ImportId } from '#shared/kernel/ids.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import { sendFile } from '../../client/send-file.ts'
import { type OfficeClient } from '../../client/use-client.ts'
import { useCommand } from '../../client/use-command.ts'

export type Stage = 'choose' | 'map' | 'preview' | 'done'
export type Inspected = { handle: string; fileName: string; columns: LedgerColumn[]; rowCount: number; notices: string[] }
export type Done = { importId: ImportId; imported: number; leftOut: number; keptOut: PreviewRow[] }

/** The way of one ledger from the file to the books. Every step can be gone back until something is imported. */
export function useLedger(client: OfficeClient) {
  const stage = ref<Stage>('choose')
  const sent = ref(0)
  const inspected = shallowRef<Inspected | null>(null)
  const mapping = shallowRef<ColumnMapping>({})
  const done = shallowRef<Done | null>(null)

  const opening = useCommand(async (file: File): Promise<Result<void>> => {
    sent.value = 0
    const handle = await sendFile(client, file, (share) => (sent.value = share))
    if (!handle.ok) return handle
    const seen = await client.ledger.inspect({ handle: handle.value })
    if (!seen.ok) return seen
    const { guess, ...rest } = seen.value
    inspected.value = { handle: handle.value, ...rest }
    mapping.value = guess
    stage.value = 'map'
    return ok(undefined)
  })

  const importing = useCommand(async (_: void): Promise<Result<void>> => {
    const file = inspected.value
    if (!file) return ok(undefined)
    // Asked for before the import: afterwards the file is gone, and the clerk still wants to know whom it left out.
    const problems = await client.ledger.preview({ handle: file.handle, mapping: mapping.value, only: 'problems', limit: 500 })
    if (!problems.ok) return problems
    const written = await client.ledger.commit({ handle: file.handle, mapping: mapping.value, rows: null })
    if (!written.ok) return written
    done.value = { ...written.value, keptOut: problems.value.rows.filter(({ importable }) => !importable) }
    stage.value = 'done'
    return ok(undefined)
  })

  function startOver(): void {
    stage.value = 'choose'
    inspected.value = null
    done.value = null
    opening.error.value = null
    importing.error.value = null
  }

  return { stage, sent, inspected, mapping, done, opening, importing, startOver }
}
