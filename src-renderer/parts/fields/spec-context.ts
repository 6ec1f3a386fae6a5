import type { InjectionKey, Ref } from 'vue'
import type { Cell, Values } from '#shared/domain/values.ts'

/** What a field can name: an earlier record, procedure or fact of the person. */
export type Link = { readonly id: string; readonly kind: string; readonly label: string; readonly on: string }
export type Named = { readonly id: string; readonly name: string }
export type Row = Record<string, Cell>

/** What fields choose from; provided by the page around the form. */
export type SpecContext = { readonly links: Ref<readonly Link[]>; readonly people: Ref<readonly Named[]>; /** The county's offices; none where the desk does not know them. */ readonly offices?: Ref<readonly Named[]> }
export const specContextKey: InjectionKey<SpecContext> = Symbol('spec context')

/** An office by its code; the code itself where its name is not known. Undefined for what is no code. */
export function officeNamed(offices: readonly Named[], id: string): string | undefined {
  return /^\d{9}$/.test(id) ? (offices.find((one) => one.id === id)?.name ?? id) : undefined
}

/** The plain cells of a row's answers. */
export function toRow(values: Values): Row {
  return Object.fromEntries(Object.entries(values).flatMap(([id, value]): [string, Cell][] => (value === null || typeof value !== 'object' ? [[id, value]] : [])))
}
