import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Failure } from '#shared/kernel/result.ts'
import { Attachment } from '#shared/domain/record.ts'
import { Values } from '#shared/domain/values.ts'
import { z } from 'zod'
import { noteSave } from '../../client/pending-saves.ts'
import type { OfficeClient } from '../../client/use-client.ts'

/** What a form of a step looks like while it lies as a draft. `procedureId` is empty while it opens one. */
const Content = z.strictObject({ procedureId: z.string(), on: z.string(), values: Values, reason: z.string(), attachments: z.array(Attachment).default([]), decidedBy: z.string().default(''), documentNo: z.string().default('') })
export type StepDraft = z.output<typeof Content>

const pause = 1_000

/** Keeps the form of a step on the host by itself; one draft a step's kind and person. Must be called in setup. */
export function useStepDraft(client: OfficeClient, form: { kind: string; step: string; subjectId: string; procedureId: string }) {
  const id = ref<string | null>(null)
  const error = shallowRef<Failure | null>(null)
  const kind = `procedure:${form.kind}:${form.step}`
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: StepDraft | null = null
  let saving: Promise<void> = Promise.resolve()

  /** The draft that stands for this very form; null when none does, or it belongs to another procedure. */
  async function find(): Promise<StepDraft | null> {
    const answer = await client.draft.find({ kind, subjectId: form.subjectId })
    const content = answer.ok && answer.value ? Content.safeParse(answer.value.content).data : undefined
    if (!answer.ok || !answer.value || content?.procedureId !== form.procedureId) return null
    id.value = answer.value.id
    return content
  }

  async function save(): Promise<void> {
    const content = waiting
    waiting = null
    if (!content) return
    const answer = await client.draft.save({ kind, subjectId: form.subjectId, content })
    error.value = answer.ok ? null : answer.error
    if (answer.ok) id.value = answer.value.id
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    saving = noteSave(saving.then(save, save))
    return saving
  }

  onScopeDispose(() => void flush())
  return {
    id, error, find, flush,
    /** Takes what is typed now; it is on disk a second later. */
    keep(content: Omit<StepDraft, 'procedureId'>): void {
      waiting = { procedureId: form.procedureId, ...content }
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), pause)
    },
    /** The form was saved as a step: nothing more is kept. */
    stop(): void {
      waiting = null
      id.value = null
      clearTimeout(timer)
    },
  }
}
