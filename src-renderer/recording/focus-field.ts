import { nextTick } from 'vue'
import type { FormField } from './problems.ts'

/** The id of the part of the page where a field's sentence stands. */
export const fieldId = (field: FormField): string => `field-${field}`

/** Brings a field into view and puts the cursor into its first control. */
export function focusField(field: FormField): void {
  focusNamed(field)
}

/** The same for a name that came with an address; one that is no part of this form does nothing. */
export function focusNamed(field: string): void {
  void nextTick(() => {
    const part = field.startsWith('values.') ? document.querySelector<HTMLElement>(`#field-values [data-field="${field.slice('values.'.length)}"]`) : document.getElementById(`field-${field}`)
    if (!part) return
    part.scrollIntoView({ block: 'center' })
    const control = part.querySelector<HTMLElement>('input:checked, input, textarea, select, button')
    ;(control ?? part).focus()
  })
}
