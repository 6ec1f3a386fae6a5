import { computed, type ComputedRef, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { OfficeId } from '#shared/kernel/ids.ts'
import { useQuery } from '../../client/use-query.ts'
import { useCounty } from '../county.ts'

/** One word of the address' query, written back in place so that Esc still leaves the page in one step. */
export function useQueryWord<V extends string>(name: string, allowed: readonly V[], otherwise: V | '' = ''): WritableComputedRef<V | ''> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const value = route.query[name]
      return value === 'all' ? '' : (allowed.find((one) => one === value) ?? otherwise)
    },
    set: (value) => void router.replace({ query: { ...route.query, [name]: value || (otherwise === '' ? undefined : 'all') } }),
  })
}

export type OfficeFilter = {
  /** The office's id as the address holds it; empty for the whole county. */
  office: WritableComputedRef<string>
  officeId: ComputedRef<OfficeId | null>
  options: ComputedRef<{ value: string; label: string }[]>
}

/** The choice of an office, kept in the address, with the offices to choose from. Must be called in setup. */
export function useOfficeFilter(): OfficeFilter {
  const client = useCounty()
  const route = useRoute()
  const router = useRouter()
  const offices = useQuery(() => client.office.list({}))
  const officeId = computed(() => OfficeId.safeParse(route.query.office).data ?? null)
  return {
    officeId,
    office: computed({
      get: (): string => officeId.value ?? '',
      set: (value: string) => void router.replace({ query: { ...route.query, office: value || undefined } }),
    }),
    options: computed(() => (offices.data.value ?? []).map(({ id, name }) => ({ value: String(id), label: name }))),
  }
}
