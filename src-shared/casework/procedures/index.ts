import type { ProcedureKind } from '../procedure-kind.ts'
import { leave } from './leave.ts'

const all: readonly ProcedureKind[] = [leave]
const byKind = new Map<string, ProcedureKind>(all.map((one) => [one.kind, one]))

/** Every kind of procedure that the desk knows, in the order of menus. */
export const procedureKinds = all

/** The kind's steps and meaning; undefined for a name that this version does not know. */
export function findProcedureKind(kind: string): ProcedureKind | undefined {
  return byKind.get(kind)
}
