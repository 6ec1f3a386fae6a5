import { ElMessageBox } from 'element-plus'
import { say } from '#shared/kernel/result.ts'
import type { DraftKeeper } from './use-draft.ts'

/** Keeps the form before its page is left; when it cannot be kept, the writer decides. Answers whether to leave. */
export async function mayLeave(draft: DraftKeeper): Promise<boolean> {
  await draft.flush()
  if (!draft.error.value) return true
  return ElMessageBox.confirm(`${say(draft.error.value)}现在离开，最后写的内容就没有了。`, '草稿没有存上', { confirmButtonText: '不保存，离开', cancelButtonText: '留在这里', type: 'warning' }).then(() => true, () => false)
}
