import { ElMessage, ElMessageBox } from 'element-plus'
import type { ImportRow } from '#shared/contract/ledger.ts'
import type { OfficeClient } from '../../client/use-client.ts'
import { useCommand } from '../../client/use-command.ts'

/** Undoing an import after a question. `after` runs once it is done. */
export function useUndo(client: OfficeClient) {
  const { run, busy, error } = useCommand(client.ledger.undo)

  async function undo(row: Pick<ImportRow, 'importId' | 'fileName' | 'count'>, after: () => unknown): Promise<void> {
    const sure = await ElMessageBox.confirm(`撤销后，这次导入的 ${row.count} 人会从名单里撤下；他们的档案仍保留在本机，不会删除。`, `撤销“${row.fileName}”的导入？`, {
      confirmButtonText: '撤销这次导入', cancelButtonText: '不撤销',
    }).catch(() => null)
    if (!sure) return
    const done = await run({ importId: row.importId })
    if (!done) return
    ElMessage({ message: `已撤销，${done.count} 人已从名单撤下`, type: 'success' })
    after()
  }

  return { undo, busy, error }
}
