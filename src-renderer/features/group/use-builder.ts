import { computed, inject, type InjectionKey, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { PersonRow } from '#shared/contract/person.ts'
import type { GroupSeat } from '#shared/domain/codes.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Failure } from '#shared/kernel/result.ts'
import type { Finding } from '#shared/rules/finding.ts'
import { useClient } from '../../client/use-client.ts'
import { type Choice, choicesOf, isSame, lead, leave, seat, usualSeat } from './choice.ts'

/** Typing and dragging settle before the rules are asked. */
const quiet = 200

export type Builder = ReturnType<typeof useBuilder>
export const builderKey: InjectionKey<Builder> = Symbol('group builder')

/** The builder that the page has provided to its parts. */
export function useGroupBuilder(): Builder {
  const builder = inject(builderKey)
  if (!builder) throw new Error('useGroupBuilder: none was provided')
  return builder
}

/** A subject's group while it is being built: who is chosen, what the rules say of it, what is not saved yet. */
export function useBuilder(subjectId: string) {
  const client = useClient()
  const phase = ref<'loading' | 'failed' | 'ready'>('loading')
  const failure = shallowRef<Failure | null>(null)
  const saveFailure = shallowRef<Failure | null>(null)
  const isSaving = ref(false)
  const subject = shallowRef<Subject | null>(null)
  const saved = shallowRef<CorrectionGroup | null>(null)
  const people = shallowRef<PersonRow[]>([])
  const choices = shallowRef<Choice[]>([])
  const exceptionReason = ref('')
  const findings = shallowRef<Finding[]>([])
  let newest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    phase.value = 'loading'
    const [found, kept, listed] = await Promise.all([
      client.subject.get({ id: subjectId }),
      client.group.get({ subjectId }),
      client.person.list({ kind: null, activeOnly: false }),
    ])
    if (!found.ok || !kept.ok || !listed.ok) {
      const refused = [found, kept, listed].find((answer) => !answer.ok)
      failure.value = refused && !refused.ok ? refused.error : null
      phase.value = 'failed'
      return
    }
    subject.value = found.value
    people.value = listed.value
    takeSaved(kept.value.group, kept.value.findings)
    phase.value = 'ready'
    await check()
  }

  function takeSaved(group: CorrectionGroup | null, said: Finding[]): void {
    saved.value = group
    choices.value = choicesOf(group)
    exceptionReason.value = group?.exceptionReason ?? ''
    findings.value = said
  }

  const input = () => ({ subjectId, members: choices.value.map((choice) => ({ ...choice })), exceptionReason: exceptionReason.value.trim() })

  async function check(): Promise<void> {
    const mine = ++newest
    const answer = await client.group.check(input())
    if (mine === newest && answer.ok) findings.value = answer.value.findings
  }

  watch([choices, exceptionReason], () => {
    clearTimeout(timer)
    timer = setTimeout(() => void check(), quiet)
  })
  onScopeDispose(() => {
    newest++
    clearTimeout(timer)
  })

  /** Saves; `form` is 定组. Answers whether it was taken. */
  async function save(form: boolean): Promise<boolean> {
    if (isSaving.value) return false
    isSaving.value = true
    try {
      const answer = await client.group.save({ ...input(), form })
      saveFailure.value = answer.ok ? null : answer.error
      if (answer.ok) takeSaved(answer.value.group, answer.value.findings)
      else await check()
      return answer.ok
    } finally {
      isSaving.value = false
    }
  }

  const byId = computed(() => new Map(people.value.map((row) => [row.person.id, row])))
  const hard = computed(() => findings.value.filter(({ level }) => level === 'hard'))
  const isDirty = computed(() => !isSame(choices.value, choicesOf(saved.value)) || exceptionReason.value.trim() !== (saved.value?.exceptionReason ?? ''))

  function add(person: Person, at: GroupSeat = usualSeat(person.kind)): void {
    choices.value = seat(choices.value, person.id, at)
  }

  /** Takes a person who was just written into the directory. */
  function welcome(person: Person, at: GroupSeat): void {
    people.value = [{ person, groupCount: 0 }, ...people.value]
    add(person, at)
  }

  void load()
  return {
    subjectId, client, phase, failure, saveFailure, isSaving, subject, saved, people, choices, exceptionReason, findings, byId, hard, isDirty,
    load, save, add, welcome,
    remove: (personId: PersonId) => { choices.value = leave(choices.value, personId) },
    makeLeader: (personId: PersonId) => { choices.value = lead(choices.value, personId) },
  }
}
