import type { PersonId, RecordId } from '#shared/kernel/ids.ts'

/** A companion who is asked to confirm a record by his own password. */
export type ToConfirm = { recordId: RecordId; personId: PersonId; personName: string; title: string }
