import { recordKinds } from './0001-record-kinds.ts'
import type { Migration } from './migration.ts'

/** All steps, oldest first. How to add one: docs/adr/0010-migrations.md. */
export const migrations: readonly Migration[] = [recordKinds]
