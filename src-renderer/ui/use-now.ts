import { computed, type ComputedRef, readonly, ref, type Ref } from 'vue'
import { type Instant, localDateOf, type LocalDate, toInstant } from '#shared/kernel/time.ts'

const now = ref<Instant>(toInstant(Date.now()))
setInterval(() => (now.value = toInstant(Date.now())), 20_000)

/** The device clock, fresh to 20 seconds: enough for dates and minutes on a screen, never for a record. */
export function useNow(): Readonly<Ref<Instant>> {
  return readonly(now)
}

/** Today in China. */
export function useToday(): ComputedRef<LocalDate> {
  return computed(() => localDateOf(now.value))
}
