import type { Migration } from './migration.ts'

/** New kinds of records and new optional fields: documents stay as they are, only the schemas' text moved on. */
export const recordKinds: Migration = { number: 1, name: 'record-kinds', documents: {} }
