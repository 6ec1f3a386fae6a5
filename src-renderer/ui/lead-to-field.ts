/** The field that a refusal is about, `facts.idNo`; empty when it names none. */
export function fieldOf(error: { params?: unknown }): string {
  const { params } = error
  if (typeof params !== 'object' || params === null || !('field' in params)) return ''
  return typeof params.field === 'string' ? params.field : ''
}

/** The names by which a form may know `facts.met.0.name`: itself, then without its leading parts. */
export function fieldNames(field: string): string[] {
  const parts = field.split('.').filter((part) => part !== '')
  return parts.map((_, index) => parts.slice(index).join('.'))
}

/**
 * Puts the focus into the control of a field marked `data-field="idNo"`, in the form or dialog around `start`.
 * Answers whether there was one.
 */
export function focusField(start: Element | null, field: string): boolean {
  const form = start?.closest('form, [role=dialog], main') ?? null
  for (const name of fieldNames(field)) {
    const holder = [...(form?.querySelectorAll<HTMLElement>('[data-field]') ?? [])].find((element) => element.dataset.field === name)
    if (!holder) continue
    const control = holder.matches('input, textarea, select, button') ? holder : holder.querySelector<HTMLElement>('input, textarea, select, button')
    holder.scrollIntoView({ block: 'center' })
    control?.focus()
    return control !== null
  }
  return false
}
