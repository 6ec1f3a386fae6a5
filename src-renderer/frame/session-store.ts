import { ElMessage, ElMessageBox } from 'element-plus'
import { defineStore } from 'pinia'
import { computed, nextTick, ref, shallowRef } from 'vue'
import type { SessionState } from '#shared/contract/session.ts'
import type { Failure } from '#shared/kernel/result.ts'
import { savesDone } from '../client/pending-saves.ts'
import { useClient } from '../client/use-client.ts'
import { useMemory } from './memory-store.ts'

/** Who sits at the desk. */
export const useSession = defineStore('session', () => {
  const client = useClient()
  const state = shallowRef<SessionState | null>(null)
  const failure = shallowRef<Failure | null>(null)
  /** Who was in when the desk was locked; empty after 切换用户. */
  const lastLogin = ref('')

  const me = computed(() => state.value?.me ?? null)
  const isStaff = computed(() => me.value?.role === 'director' || me.value?.role === 'officer')

  /** A volunteer has large tiles instead of the rail. */
  const hasRail = computed(() => me.value !== null && me.value.role !== 'volunteer')

  /** Takes over what the host said. Leaving the open phase drops everything that was on screen, before anything else. */
  function apply(next: SessionState): void {
    if (next.phase !== 'open') drop()
    state.value = next
    failure.value = null
  }

  function drop(): void {
    if (state.value?.me) lastLogin.value = state.value.me.login
    if (state.value?.phase === 'open') state.value = { ...state.value, phase: 'locked', me: null }
    useMemory().forget()
    ElMessage.closeAll()
    ElMessageBox.close()
  }

  async function refresh(): Promise<void> {
    const answer = await client.session.state({})
    if (answer.ok) apply(answer.value)
    else failure.value = answer.error
  }

  async function lock(options: { forget?: boolean } = {}): Promise<void> {
    drop()
    if (options.forget) lastLogin.value = ''
    // The screen is empty already; a form that has just been taken off it may still be on its way into a draft.
    await nextTick()
    await savesDone()
    const answer = await client.session.lock({})
    if (answer.ok) apply(answer.value)
    else await refresh()
  }

  client.session.changed(({ reason }) => {
    if (reason === 'locked') drop()
    void refresh()
  })

  return { state, failure, me, isStaff, hasRail, lastLogin, apply, refresh, lock }
})
