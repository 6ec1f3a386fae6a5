import { ElMessage, ElMessageBox } from 'element-plus'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CountyRole } from '#shared/authz/roles.ts'
import type { Failure } from '#shared/kernel/result.ts'
import { retryDelay } from '../client/event-socket.ts'
import { useMemory } from '../frame/memory-store.ts'
import { useCounty, useToken } from './county.ts'

export type CountyMe = { login: string; name: string; role: CountyRole }
/** Why the log-in stands there: nobody was in yet, or he left, or the session ended under him. */
export type Ended = 'none' | 'left' | 'idle' | 'expired'

/** Who sits at the console. */
export const useConsoleSession = defineStore('console-session', () => {
  const client = useCounty()
  const setToken = useToken()
  /** Null until the server has answered; empty while the county is not initialised. */
  const countyName = ref<string | null>(null)
  const me = shallowRef<CountyMe | null>(null)
  /** He must bind a phone before anything else. */
  const factorDue = ref(false)
  const failure = shallowRef<Failure | null>(null)
  const ended = ref<Ended>('none')
  const isAdministrator = computed(() => me.value?.role === 'countyAdministrator')
  let attempt = 0

  /** Asks which county this is, again and again until somebody answers. */
  async function refresh(): Promise<void> {
    const answer = await client.console.state({})
    failure.value = answer.ok ? null : answer.error
    if (!answer.ok) return void setTimeout(() => void refresh(), retryDelay(attempt++))
    attempt = 0
    countyName.value = answer.value.countyName
  }

  function enter(session: { token: string; me: CountyMe; factorDue: boolean }): void {
    setToken(session.token)
    factorDue.value = session.factorDue
    ended.value = 'none'
    me.value = session.me
  }

  /** The screen is emptied; address and lists' places stay for the same person. */
  function drop(reason: Ended): void {
    me.value = null
    ended.value = reason
    ElMessage.closeAll()
    ElMessageBox.close()
  }

  /** The server no longer knows the session. */
  function lose(): void {
    if (!me.value) return
    drop('expired')
    setToken(null)
  }

  /** Logs out, by his own wish or because nobody touched the desk for long. */
  async function leave(reason: 'left' | 'idle'): Promise<void> {
    drop(reason)
    if (reason === 'left') useMemory().forget()
    await client.console.logOut({})
    // Somebody may have come in while the old session was being closed.
    if (!me.value) setToken(null)
  }

  return { countyName, me, factorDue, isAdministrator, failure, ended, refresh, enter, lose, leave }
})
