import { shallowRef, watch } from 'vue'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import { useClient } from '../client/use-client.ts'
import { idsOf } from './record-words.ts'

/** Words for the ids in a record's answers, as soon as the host has said them. Asks nothing for a record without such. */
export function useNames(record: () => CorrectionRecord): (id: string) => string | undefined {
  const client = useClient()
  const names = shallowRef(new Map<string, string>())
  watch(() => idsOf(record()).join(), async (text) => {
    const ids = text.split(',').filter(Boolean)
    if (ids.length === 0) return
    const answer = await client.record.names({ ids })
    if (answer.ok) names.value = new Map(answer.value.map(({ id, words }) => [id, words]))
  }, { immediate: true })
  return (id) => names.value.get(id)
}
