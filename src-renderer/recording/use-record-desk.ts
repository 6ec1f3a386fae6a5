import { computed, inject, type InjectionKey, nextTick, reactive, ref, shallowRef } from 'vue'
import type { z } from 'zod'
import { mayFollowEnd } from '#shared/casework/decide-record.ts'
import { isEmpty, shownFields } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { record as recordContract } from '#shared/contract/record.ts'
import type { TimelineEntry } from '#shared/contract/subject.ts'
import type { Draft } from '#shared/contract/draft.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import { isOpen } from '#shared/domain/subject.ts'
import { fail, type Failure } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { type OfficeClient, useClient } from '../client/use-client.ts'
import { focusField } from './focus-field.ts'
import { type FormField, type FormProblem, problemsOf } from './problems.ts'
import { generalProblems, startValues } from './general-form.ts'
import { emptyForm, type FormKind, formOfRecord, type RecordForm } from './record-form.ts'
import { loadHead, type SubjectHead } from './subject-head.ts'
import { formOfDraft, useDraft } from './use-draft.ts'
import { usePhotos } from './use-photos.ts'

export type Prepared = z.output<(typeof recordContract)['prepare']['output']>

/** What a page asks to have written: a new record about a subject, or a correction of an old one. */
export type Task = {
  readonly kind: FormKind
  readonly subjectId: string
  /** The record that is to be corrected. */
  readonly old: TimelineEntry | null
  /** Volunteers may read the brief only. */
  readonly reads: 'file' | 'brief'
  /** What the address says of the answers. */
  readonly query?: Readonly<Record<string, string>>
}

export type RecordDesk = ReturnType<typeof useRecordDesk>
export const deskKey: InjectionKey<RecordDesk> = Symbol('record desk')

/** The desk that a page has provided to its parts. */
export function useDesk(): RecordDesk {
  const desk = inject(deskKey)
  if (!desk) throw new Error('useDesk: no desk was provided')
  return desk
}

/** The present by this PC's clock; the host judges by the same one. */
export const presentInstant = () => toInstant(Date.now())

/** Everything behind a page on which a record is written down. Must be called in setup. */
export function useRecordDesk(task: Task) {
  const client = useClient()
  const form = reactive<RecordForm>(emptyForm({ now: presentInstant(), residence: '', isFirst: false }))
  const phase = ref<'loading' | 'failed' | 'closed' | 'offer' | 'form' | 'saved'>('loading')
  const failure = shallowRef<Failure | null>(null)
  const head = shallowRef<SubjectHead | null>(null)
  const prepared = shallowRef<Prepared | null>(null)
  const people = shallowRef<{ id: string; name: string }[]>([])
  const group = shallowRef<CorrectionGroup | null>(null)
  const offered = shallowRef<{ draft: Draft; form: RecordForm; isForThisPage: boolean } | null>(null)
  const problems = ref<FormProblem[]>([])
  const draft = useDraft({ client, kind: task.kind, subjectId: task.subjectId, form })
  const photos = usePhotos(client, form)

  async function load(): Promise<void> {
    phase.value = 'loading'
    const [found, ready, kept] = await Promise.all([
      loadHead(client, task.subjectId, task.reads),
      client.record.prepare({ subjectId: task.subjectId, kind: task.kind }),
      client.draft.find({ kind: task.kind, subjectId: task.subjectId }),
    ])
    const refused = [found, ready, kept].find((answer) => !answer.ok)
    if (!found.ok || !ready.ok || !kept.ok) {
      failure.value = refused && !refused.ok ? refused.error : null
      phase.value = 'failed'
      return
    }
    head.value = found.value
    prepared.value = ready.value
    fillFresh()
    const old = kept.value ? formOfDraft(kept.value) : null
    offered.value = kept.value && old ? { draft: kept.value, form: old, isForThisPage: old.corrects === (task.old?.record.id ?? null) } : null
    if (findRecordKind(task.kind)) await readPeople()
    if (!isOpen({ state: found.value.state, withdrawn: null }) && !mayFollowEnd(task.kind)) {
      failure.value = fail('SUBJECT_CLOSED', { name: found.value.name }).error
      phase.value = 'closed'
    } else if (offered.value) phase.value = 'offer'
    else await open(null)
    if (task.reads === 'file' && found.value.file) group.value = await findGroup(client, task.subjectId)
  }

  function fillFresh(): void {
    const now = presentInstant()
    if (task.old) return void Object.assign(form, formOfRecord(task.old.record, now))
    const general = findRecordKind(task.kind)
    const last = prepared.value?.last?.record
    const before = last && 'values' in last ? last : null
    // What is not done at the residence is usually done where it was done the last time.
    const residence = general ? (before?.place ?? '') : (prepared.value?.residence ?? '')
    Object.assign(form, emptyForm({ now, residence, isFirst: last === undefined }))
    if (general) form.values = startValues(task.kind, { last: before?.values ?? null, links: prepared.value?.links ?? [], query: task.query ?? {} })
  }

  async function open(kept: Draft | null): Promise<void> {
    // The watcher of the form has to have seen the filling before keeping starts, or an untouched form becomes a draft.
    await nextTick()
    draft.start(kept)
    phase.value = 'form'
    void photos.load()
    // Time and place are filled in already: the hand begins at what only the writer knows.
    focusField(task.old ? 'correctionReason' : (firstEmpty() ?? (task.kind === 'visit' ? 'met' : 'text')))
  }

  /** The first answer that is still missing: there the hand begins. */
  function firstEmpty(): FormField | undefined {
    const general = findRecordKind(task.kind)
    if (!general) return undefined
    const missing = shownFields(general.fields, form.values).find((one) => isEmpty(form.values[one]) && general.fields[one]?.required !== false)
    if (!missing && general.text.required) return 'text'
    const id = missing ?? Object.keys(general.fields)[0]
    return id ? `values.${id}` : 'text'
  }

  async function readPeople(): Promise<void> {
    const found = await client.person.list({ kind: null, activeOnly: false })
    people.value = found.ok ? found.value.map(({ person }) => ({ id: person.id, name: person.name })) : []
  }

  const nameOf = (id: string): string | undefined => prepared.value?.links.find((link) => link.id === id)?.words ?? people.value.find((person) => person.id === id)?.name

  async function resume(): Promise<void> {
    const kept = offered.value
    if (!kept) return
    Object.assign(form, kept.form)
    await open(kept.draft)
  }

  async function discard(): Promise<void> {
    const kept = offered.value
    if (!kept) return
    const gone = await client.draft.discard({ id: kept.draft.id })
    if (!gone.ok) {
      failure.value = gone.error
      return
    }
    offered.value = null
    await open(null)
  }

  /** Looks for problems, shows them at their fields and leads to the first. True when there is none. */
  function check(): boolean {
    return show([...problemsOf(form, task.kind, presentInstant()), ...generalProblems(form, task.kind, head.value?.file ?? null)])
  }

  /** Shows sentences at their fields. True when there is none. */
  function show(found: FormProblem[]): boolean {
    problems.value = found
    const first = found[0]
    if (first) focusField(first.field)
    return !first
  }

  const problemAt = (field: FormField): string => problems.value.find((problem) => problem.field === field)?.text ?? ''
  const topics = computed(() => head.value?.injunction !== '' || form.visit.findings.some(({ topic }) => topic === 'INJUNCTION'))

  void load()
  return { task, client, form, phase, failure, head, prepared, people, nameOf, group, offered, problems, draft, photos, hasInjunction: topics, load, resume, discard, check, show, problemAt }
}

async function findGroup(client: OfficeClient, subjectId: string): Promise<CorrectionGroup | null> {
  const found = await client.group.get({ subjectId })
  return found.ok ? found.value.group : null
}
