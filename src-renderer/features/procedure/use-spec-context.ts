import { computed, provide } from 'vue'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { fail } from '#shared/kernel/result.ts'
import { useClient } from '../../client/use-client.ts'
import { useQuery } from '../../client/use-query.ts'
import { officeNamed, specContextKey } from '../../parts/fields/spec-context.ts'
import type { Names } from '../../parts/procedure/value-words.ts'

/** Gives the forms below what they choose from, and the words for ids. Must be called in setup. */
export function useSpecContext(subjectId: () => SubjectId | null): { nameOf: Names } {
  const client = useClient()
  const links = useQuery(async () => {
    const id = subjectId()
    return id ? client.procedure.links({ subjectId: id }) : fail('NOT_AVAILABLE')
  }, { watch: [subjectId], on: [client.subject.changed] })
  const people = useQuery(() => client.person.list({ kind: null, activeOnly: true }), {})
  const linkRows = computed(() => links.data.value ?? [])
  const peopleRows = computed(() => (people.data.value ?? []).map(({ person: { id, name } }) => ({ id, name })))
  const offices = useQuery(() => client.procedure.offices({}), {})
  const officeRows = computed(() => offices.data.value ?? [])
  provide(specContextKey, { links: linkRows, people: peopleRows, offices: officeRows })
  return { nameOf: (id) => linkRows.value.find((one) => one.id === id)?.label ?? peopleRows.value.find((one) => one.id === id)?.name ?? officeNamed(officeRows.value, id) ?? `相关事实（${id.slice(-6)}）` }
}
