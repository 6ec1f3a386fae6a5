import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useClient } from '../client/use-client.ts'
import { useQuery } from '../client/use-query.ts'
import { useSession } from './session-store.ts'
import { type Result, ok } from '#shared/kernel/result.ts'
import type { SyncStatus } from '#shared/contract/sync.ts'

/** How the exchange with the county stands; one copy for the bar, the page and 今日. */
export const useSync = defineStore('sync', () => {
  const client = useClient()
  const session = useSession()
  const isOpen = computed(() => session.state?.phase === 'open')
  const query = useQuery<SyncStatus | null>(
    async (): Promise<Result<SyncStatus | null>> => (isOpen.value ? client.sync.status({}) : ok(null)),
    { watch: [isOpen], on: [client.sync.changed, client.record.changed, client.subject.changed] },
  )
  return { status: query.data, error: query.error, reload: query.reload, take: (status: SyncStatus) => (query.data.value = status) }
})
