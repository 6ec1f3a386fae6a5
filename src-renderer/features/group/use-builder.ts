import { computed, inject, type InjectionKey, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { PersonRow } from '#shared/contract/person.ts'
import type { GroupSeat } from '#shared/domain/codes.ts'
import type { CorrectionGroup, TermEnd } from '#shared/domain/group.ts'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Failure } from '#shared/kernel/result.ts'
import type { Finding } from '#shared/rules/finding.ts'
import { useClient } from '../../client/use-client.ts'
import { useToday } from '../../ui/use-now.ts'
import type { OutputOf } from '#shared/contract/define.ts'
import type { group as groupContract } from '#shared/contract/group.ts'
import { type Choice, choicesOf, isSame, lead, leave, leaversOf, seat, usualSeat } from './choice.ts'

/** Typing and dragging settle before the rules are asked. */
const quiet = 200

type GroupState = OutputOf<typeof groupContract.get>
export type Ending = { personId: PersonId; reason: TermEnd; note: string }

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
  const today = useToday()
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
  const state = shallowRef<GroupState | null>(null)
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
    state.value = kept.value
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

  /** Empty seats, signatures, letter and station as they are now. */
  async function freshen(): Promise<void> {
    const answer = await client.group.get({ subjectId })
    if (answer.ok) state.value = answer.value
  }

  /** Saves; `form` is 定组. Answers whether it was taken. */
  async function save(form: boolean, endings: Ending[] = []): Promise<boolean> {
    if (isSaving.value) return false
    isSaving.value = true
    try {
      const answer = await client.group.save({ ...input(), form, endings })
      saveFailure.value = answer.ok ? null : answer.error
      if (answer.ok) {
        takeSaved(answer.value.group, answer.value.findings)
        await freshen()
      } else await check()
      return answer.ok
    } finally {
      isSaving.value = false
    }
  }

  /** Who would leave with the next save, and whose term has counted: a reason is asked for. */
  const leavers = computed(() => leaversOf(saved.value, choices.value, today.value))
  const byId = computed(() => new Map(people.value.map((row) => [row.person.id, row])))
  const hard = computed(() => findings.value.filter(({ level }) => level === 'hard'))
  const isDirty = computed(() => !isSame(choices.value, choicesOf(saved.value)) || exceptionReason.value.trim() !== (saved.value?.exceptionReason ?? ''))

  function add(person: Person, at: GroupSeat = usualSeat(person.kind)): void {
    choices.value = seat(choices.value, person.id, at)
  }

  /** Takes a person who was just written into the directory. */
  function welcome(person: Person, at: GroupSeat): void {
    people.value = [{ person, groupCount: 0, sessions30: 0, sessions90: 0, ceiling: null }, ...people.value]
    add(person, at)
  }

  void load()
  return {
    subjectId, client, state, freshen, leavers, phase, failure, saveFailure, isSaving, subject, saved, people, choices, exceptionReason, findings, byId, hard, isDirty,
    load, save, add, welcome,
    remove: (personId: PersonId) => { choices.value = leave(choices.value, personId) },
    makeLeader: (personId: PersonId) => { choices.value = lead(choices.value, personId) },
  }
}
