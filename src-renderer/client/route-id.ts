import { useRoute } from 'vue-router'

/** Reads the id in the page's address by the schema of the wanted id; null when it is none. */
export function useRouteId<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }): T | null {
  const parsed = schema.safeParse(useRoute().params.id)
  return parsed.success ? parsed.data : null
}
