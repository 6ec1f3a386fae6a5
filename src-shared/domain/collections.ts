import { CorrectionRecord } from './record.ts'
import { CorrectionGroup } from './group.ts'
import { Person } from './person.ts'
import { Procedure } from './procedure.ts'
import { Subject } from './subject.ts'

/** The collections whose documents travel to the county, with the schema that both sides check them by. */
export const syncedCollections = { subjects: Subject, groups: CorrectionGroup, people: Person, records: CorrectionRecord, procedures: Procedure } as const
export type SyncedCollection = keyof typeof syncedCollections
export const syncedCollectionNames: readonly SyncedCollection[] = ['subjects', 'people', 'groups', 'records', 'procedures']
