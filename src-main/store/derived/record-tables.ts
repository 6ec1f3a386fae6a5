import { factsOfRecord } from '#shared/casework/case-file-of.ts'
import { type CorrectionRecord, recordStateOf } from '#shared/domain/record.ts'
import { urgencyOf } from '#shared/domain/worst-sync-state.ts'
import type { Derivation, SqlValue } from '../rx-storage-sqlite/index.ts'

const entryColumns = ['subject', 'occurred', 'record', 'kind', 'recorded', 'author', 'state', 'corrects', 'confirms', 'person', 'participants', 'files', 'facts'] as const

/**
 * What is asked of records without reading them: the book of a person in his order, what is not settled at the county, whose
 * word is still missing, and what the rules read of each. Subject, time and everything a record says never change; its state does.
 */
export const recordTables: Derivation<CorrectionRecord & { _deleted?: boolean }> = {
  name: 'records',
  version: 3,
  collection: 'records',
  tables: [
    // One person's records lie side by side, in the order of his timeline.
    `CREATE TABLE derived_records_entries (subject TEXT NOT NULL, occurred TEXT NOT NULL, record TEXT NOT NULL, kind TEXT NOT NULL, recorded TEXT NOT NULL, author TEXT NOT NULL, state INTEGER NOT NULL,
      corrects TEXT, confirms TEXT, person TEXT, participants TEXT NOT NULL, files TEXT NOT NULL, facts TEXT, PRIMARY KEY (subject, occurred, record)) WITHOUT ROWID`,
    // The list of all records, newest first, with the fields it is filtered by.
    'CREATE INDEX derived_records_by_time ON derived_records_entries (occurred, record, kind, state)',
    'CREATE INDEX derived_records_unsettled ON derived_records_entries (state, subject, author, record) WHERE state > 0',
    // person is empty for a correction. Without this a record that comes again after it was confirmed would ask again.
    'CREATE TABLE derived_records_answers (record TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (record, person)) WITHOUT ROWID',
    'CREATE TABLE derived_records_awaiting (person TEXT NOT NULL, occurred TEXT NOT NULL, record TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (person, occurred, record)) WITHOUT ROWID',
    'CREATE INDEX derived_records_awaited ON derived_records_awaiting (record)',
  ],
  sql: [
    'DELETE FROM derived_records_entries WHERE subject = ? AND occurred = ? AND record = ?',
    `INSERT OR REPLACE INTO derived_records_entries (${entryColumns.join(', ')}) VALUES (${entryColumns.map(() => '?').join(', ')})`,
    'INSERT OR IGNORE INTO derived_records_answers (record, person) VALUES (?, ?)',
    "INSERT OR IGNORE INTO derived_records_awaiting (person, occurred, record, subject) SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM derived_records_answers WHERE record = ? AND person IN (?, ''))",
    "DELETE FROM derived_records_awaiting WHERE record = ? AND ? IN (person, '')",
  ],
  rowsOf(record) {
    const { id, subjectId, occurredAt, corrects } = record
    if (record._deleted) return [[[subjectId, occurredAt, id]], [], [], [], [[id, '']]]
    const asked = record.kind === 'confirmation' ? [] : record.participants.map(({ personId }) => personId)
    const answers: SqlValue[][] = [...(corrects ? [[corrects.recordId, '']] : []), ...(record.kind === 'confirmation' ? [[record.recordId, record.personId]] : [])]
    return [[], [entryOf(record)], answers, asked.map((person) => [person, occurredAt, id, subjectId, id, person]), answers]
  },
}

function entryOf(record: CorrectionRecord): SqlValue[] {
  const facts = record.kind === 'confirmation' ? null : record
  return [
    record.subjectId, record.occurredAt, record.id, record.kind, record.recordedAt, record.author.personId, urgencyOf(recordStateOf(record)), record.corrects?.recordId ?? null,
    record.kind === 'confirmation' ? record.recordId : null, record.kind === 'confirmation' ? record.personId : null,
    facts?.participants.map(({ personId }) => personId).join(' ') ?? '', facts?.attachments.map(({ fileId }) => fileId).join(' ') ?? '',
    // Of a correction the rules read the record under the id of the first of its chain, which only all of them together tell.
    record.corrects ? null : factsIn(record),
  ]
}

/** What the rules read, as JSON with commas between; null where only the document tells. Written down once, so `version` goes up when a kind's facts change. */
function factsIn(record: CorrectionRecord): string | null {
  try {
    return factsOfRecord(record).map((fact) => JSON.stringify(fact)).join(',')
  } catch {
    // Nothing that is wrong with what it means may keep a record from being stored.
    return null
  }
}
