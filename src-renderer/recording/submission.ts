import { computed, inject, type InjectionKey, ref, shallowRef } from 'vue'
import type { TimelineEntry } from '#shared/contract/subject.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
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
export function createSubmission(desk: RecordDesk, whenDone: (entry: TimelineEntry) => void) {
  const { form, task, client } = desk
  const isReviewing = ref(false)
  const isSending = ref(false)
  const error = shallowRef<Failure | null>(null)
  const entry = shallowRef<TimelineEntry | null>(null)
  /** Who still has to confirm on this PC, in order; the first one's dialog is open. */
  const toConfirm = ref<{ personId: PersonId; name: string }[]>([])
  const summary = computed(() => (isReviewing.value ? summaryOf(form, task.kind, desk.head.value?.name ?? '', desk.nameOf) : []))

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
      // The record takes its draft's id: whatever dies in between, sending again finds the first one and doubles nothing.
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

  function finish(saved: TimelineEntry): void {
    desk.draft.stop()
    desk.phase.value = 'saved'
    isReviewing.value = false
    entry.value = saved
    toConfirm.value = form.companions.filter(({ hand }) => hand === 'now').map(({ personId, name }) => ({ personId, name }))
    if (toConfirm.value.length === 0) whenDone(saved)
  }

  /** The first of the list has confirmed, or will do so later. */
  function nextConfirmation(): void {
    toConfirm.value = toConfirm.value.slice(1)
    if (toConfirm.value.length === 0 && entry.value) whenDone(entry.value)
  }

  return { isReviewing, isSending, error, entry, toConfirm, summary, review, submit, nextConfirmation }
}
