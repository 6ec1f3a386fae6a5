import type { RecordKind } from '../record-kind.ts'
import { contact } from './contact.ts'
import { notApplicable } from './not-applicable.ts'

const all: readonly RecordKind[] = [contact, notApplicable]
const byKind = new Map<string, RecordKind>(all.map((one) => [one.kind, one]))

/** Every kind that has a form, in the order of menus. */
export const recordKinds = all

/** The kind's form and meaning; undefined for a name that no form has. */
export function findRecordKind(kind: string): RecordKind | undefined {
  return byKind.get(kind)
}
