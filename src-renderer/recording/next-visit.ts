import type { ManagementLevel } from '#shared/domain/codes.ts'
import { addDays, LocalDate } from '#shared/kernel/time.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'

export type NextVisitChoice = { readonly label: string; readonly date: LocalDate; readonly proposed: boolean }

const choices = [
  { label: '半个月后', days: 15 },
  { label: '一个月后', days: 30 },
  { label: '两个月后', days: 60 },
  { label: '三个月后', days: 90 },
]

/**
 * Days that can be taken with one key, and the one that the usual practice of the level proposes (domain.md §7.3).
 * Not a statutory duty: national law names no frequency, the county's policy will.
 */
export function nextVisitChoices(from: string, level: ManagementLevel | null): NextVisitChoice[] {
  const start = LocalDate.safeParse(from)
  if (!start.success) return []
  const usual = level ? usualDays(level) : 30
  return choices.map(({ label, days }) => ({ label, date: addDays(start.data, days), proposed: days === usual }))
}

function usualDays(level: ManagementLevel): number {
  switch (level) {
    case 'STRICT': return 15
    case 'ORDINARY': return 60
    case 'LENIENT': return 90
    case 'BASIC': return 90
    default: return unreachable(level)
  }
}
