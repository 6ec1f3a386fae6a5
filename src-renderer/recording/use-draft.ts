import { onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue'
import { noteSave } from '../client/pending-saves.ts'
import type { OfficeClient } from '../client/use-client.ts'
import type { Draft } from '#shared/contract/draft.ts'
import { type Failure, type Result } from '#shared/kernel/result.ts'
import { type FormKind, RecordForm } from './record-form.ts'

/** After the last change, this long until the form is kept. */
const pause = 1_000
/** After a save that failed (disk full, host gone): space may have been made without another key being pressed. */
const again = 5_000

export type DraftKeeper = {
  /** Id of the draft that stands for this form on the host; null while none does. */
  id: Ref<string | null>
  savedAt: Ref<string | null>
  /** Why the last try to keep the form failed; the form itself is still on the screen. */
  error: Ref<Failure | null>
  /** Keeps what is not kept yet, now. */
  flush(): Promise<void>
  /** From here on changes of the form are kept. `kept` is the draft the form was filled from. */
  start(kept: Draft | null): void
  /** Nothing is kept any more: the form was submitted, or thrown away. */
  stop(): void
}

type Keeping = { client: OfficeClient; kind: FormKind; subjectId: string; form: RecordForm }

/**
 * Keeps the form on the host by itself, so that a power cut takes at most a second's typing. One save at a time: two at
 * once could land in the wrong order and keep the older text.
 */
export function useDraft({ client, kind, subjectId, form }: Keeping): DraftKeeper {
  const id = ref<string | null>(null)
  const savedAt = ref<string | null>(null)
  const error = shallowRef<Failure | null>(null)
  let running = false
  let kept = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()

  async function save(): Promise<void> {
    const text = JSON.stringify(form)
    if (text === kept) error.value = null
    if (!running || text === kept) return
    const answer: Result<Draft> = await client.draft.save({ kind, subjectId, content: JSON.parse(text) })
    if (!answer.ok) {
      error.value = answer.error
      if (running) timer = setTimeout(() => void flush(), again)
      return
    }
    kept = text
    error.value = null
    id.value = answer.value.id
    savedAt.value = answer.value.savedAt
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    saving = noteSave(saving.then(save, save))
    return saving
  }

  watch(form, () => {
    if (!running) return
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }, { deep: true })

  const whenHidden = (): void => void flush()
  const whenClosed = (event: BeforeUnloadEvent): void => {
    if (running && error.value) event.preventDefault()
  }
  window.addEventListener('pagehide', whenHidden)
  window.addEventListener('beforeunload', whenClosed)
  document.addEventListener('visibilitychange', whenHidden)
  onScopeDispose(() => {
    window.removeEventListener('pagehide', whenHidden)
    window.removeEventListener('beforeunload', whenClosed)
    document.removeEventListener('visibilitychange', whenHidden)
    void flush().finally(stop)
  })

  function stop(): void {
    running = false
    error.value = null
    clearTimeout(timer)
  }

  return {
    id,
    savedAt,
    error,
    flush,
    start(draft) {
      running = true
      kept = JSON.stringify(form)
      id.value = draft?.id ?? null
      savedAt.value = draft?.savedAt ?? null
    },
    stop,
  }
}

/** The form inside a draft; null when an older program wrote it in another shape. */
export function formOfDraft(draft: Draft): RecordForm | null {
  const read = RecordForm.safeParse(draft.content)
  return read.success ? read.data : null
}
