import { computed, inject, type InjectionKey, ref, shallowRef } from 'vue'
import type { TimelineEntry } from '#shared/contract/subject.ts'
import type { Failure, Result } from '#shared/kernel/result.ts'
import { problemOfRefusal } from './problems.ts'
import { factsOf } from './record-form.ts'
import { summaryOf } from './summary.ts'
import type { RecordDesk } from './use-record-desk.ts'

export type Submission = ReturnType<typeof createSubmission>
export const submissionKey: InjectionKey<Submission> = Symbol('submission')

/** The submission that a page has provided to its dialogs. */
export function useSubmission(): Submission {
  const submission = inject(submissionKey)
  if (!submission) throw new Error('useSubmission: none was provided')
  return submission
}

/**
 * One summary, then 提交, then the word of the co-visitors who are there. `whenDone` runs after the last of them.
 */
export function createSubmission(desk: RecordDesk, whenDone: (entry: TimelineEntry | null) => void) {
  const { form, task, client } = desk
  const isReviewing = ref(false)
  const isSending = ref(false)
  const error = shallowRef<Failure | null>(null)
  const entry = shallowRef<TimelineEntry | null>(null)
  /** Who still has to confirm on this PC, in order; the first one's dialog is open. */
  const toConfirm = ref<{ personId: string; name: string }[]>([])
  const summary = computed(() => (isReviewing.value ? summaryOf(form, task.kind, desk.head.value?.name ?? '') : []))

  /** Opens the summary, or leads to the first problem. */
  function review(): void {
    if (desk.phase.value !== 'form' || isReviewing.value) return
    if (desk.photos.uploads.some(({ problem }) => !problem)) {
      desk.show([{ field: 'photos', text: '照片还在保存，请稍等再提交。' }])
      return
    }
    error.value = null
    isReviewing.value = desk.check()
  }

  async function submit(): Promise<void> {
    if (isSending.value) return
    isSending.value = true
    try {
      // A host that died in the middle may have stored the record; then its draft is gone, and sending again would double it.
      if (error.value?.code === 'HOST_GONE' && (await wasStored())) return finish(null)
      await desk.draft.flush()
      const answer = await send()
      if (answer.ok) return finish(answer.value)
      error.value = answer.error
      const problem = problemOfRefusal(answer.error, task.kind)
      if (problem.field === 'form') return
      isReviewing.value = false
      desk.show([problem])
    } finally {
      isSending.value = false
    }
  }

  function send(): Promise<Result<TimelineEntry>> {
    const record = factsOf(form, task.kind, task.subjectId)
    const draftId = desk.draft.id.value
    return form.corrects
      ? client.record.correct({ recordId: form.corrects, reason: form.correctionReason.trim(), record, draftId })
      : client.record.log({ record, draftId })
  }

  async function wasStored(): Promise<boolean> {
    if (!desk.draft.id.value) return false
    const found = await client.draft.find({ kind: task.kind, subjectId: task.subjectId })
    return found.ok && found.value?.id !== desk.draft.id.value
  }

  function finish(saved: TimelineEntry | null): void {
    desk.draft.stop()
    desk.phase.value = 'saved'
    isReviewing.value = false
    entry.value = saved
    toConfirm.value = saved ? form.companions.filter(({ confirmNow }) => confirmNow).map(({ personId, name }) => ({ personId, name })) : []
    if (toConfirm.value.length === 0) whenDone(saved)
  }

  /** The first of the list has confirmed, or will do so later. */
  function nextConfirmation(updated: TimelineEntry | null): void {
    if (updated) entry.value = updated
    toConfirm.value = toConfirm.value.slice(1)
    if (toConfirm.value.length === 0) whenDone(entry.value)
  }

  return { isReviewing, isSending, error, entry, toConfirm, summary, review, submit, nextConfirmation }
}
