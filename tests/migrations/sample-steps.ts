import type { RxJsonSchema } from 'rxdb'
import type { Migration } from '../../src-main/store/migrations/migration.ts'

type Schema = RxJsonSchema<Record<string, unknown>>

/** Two steps as a later version might bring them: a new field with an index, and a field that is cut in two. */
export const sampleSteps: readonly Migration[] = [
  { number: 101, name: 'visible-level', documents: { subjects: (document) => ({ ...document, levelSince: document['levelSince'] ?? '2026-01-01' }), people: (document) => document } },
  { number: 102, name: 'place-and-village', documents: { records: (document) => ({ ...document, placeKind: document['placeKind'] ?? (document['place'] === '' ? 'none' : 'named') }) } },
]

/** The schemas that go with them. */
export function sampleSchemas(present: Record<string, Schema>): Record<string, Schema> {
  const { subjects, records } = present
  if (!subjects || !records) throw new Error('no subjects, no records')
  return {
    ...present,
    subjects: { ...subjects, properties: { ...subjects.properties, levelSince: { type: 'string', maxLength: 10 } }, indexes: [...(subjects.indexes ?? []), 'levelSince'] },
    records: { ...records, properties: { ...records.properties, placeKind: { type: 'string', maxLength: 10 } }, indexes: [...(records.indexes ?? []), 'placeKind'] },
  }
}
