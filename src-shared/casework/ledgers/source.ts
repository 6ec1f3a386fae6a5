import type { Person } from '../../domain/person.ts'
import type { GeneralKind } from '../../domain/record-kinds.ts'
import type { GeneralRecord } from '../../domain/record.ts'
import type { Subject } from '../../domain/subject.ts'
import type { Values } from '../../domain/values.ts'
import { daysBetween, type LocalDate, localDateOf } from '../../kernel/time.ts'
import type { CaseFile, HolidayTable, Policy } from '../../rules/index.ts'
import type { Fields } from '../field.ts'
import { findRecordKind } from '../kinds/index.ts'
import type { Standing } from '../standing-records.ts'
import { wordsOfValues } from '../value-words.ts'
import type { Figure, LedgerRow, LedgerView } from './ledger-view.ts'

/** All that a ledger is computed from. */
export type LedgerSource = {
  readonly on: LocalDate
  readonly policy: Policy
  readonly holidays: HolidayTable
  /** Open cases of the office. */
  readonly cases: readonly { readonly subject: Subject; readonly caseFile: CaseFile }[]
  /** The standing records of the ledger's kinds, newest first. */
  readonly records: readonly Standing<GeneralRecord>[]
  readonly people: readonly Person[]
  /** The day of the last record of any kind about somebody. */
  lastRecordOn(subjectId: string): LocalDate | null
}

/** A ledger: the kinds of record it is made of, and how it is reckoned. */
export type Ledger = { readonly kinds: readonly GeneralKind[]; view(source: LedgerSource): Omit<LedgerView, 'ledger' | 'title'> }

export type Entry = Standing<GeneralRecord>
export const dayOf = ({ record }: Entry): LocalDate => localDateOf(record.occurredAt)
export const valueOf = ({ record }: Entry, field: string): Values[string] => record.values[field] ?? null
export const textOf = (entry: Entry, field: string): string => String(valueOf(entry, field) ?? '')
export const ofKind = (records: readonly Entry[], kind: GeneralKind): Entry[] => records.filter(({ record }) => record.kind === kind)
export const inYearOf = (on: LocalDate) => (entry: Entry): boolean => dayOf(entry).slice(0, 4) === on.slice(0, 4)

/** The answer of one field in words; empty where none was given. */
export function said(entry: Entry, field: string): string {
  const fields: Fields = findRecordKind(entry.record.kind)?.fields ?? {}
  return wordsOfValues(fields, entry.record.values).find((one) => one.field === field)?.text ?? ''
}

/** A row that stands for one record. */
export function rowOf(entry: Entry, cells: string[], more: Partial<Pick<LedgerRow, 'tone' | 'act' | 'subjectId'>> = {}): LedgerRow {
  return { id: entry.record.id, cells: [dayOf(entry), ...cells], tone: 'plain', recordId: entry.record.id, subjectId: null, act: null, ...more }
}

/** A number and what stands behind it. */
export function figure(label: string, behind: Figure['behind'], more: { value?: string; tone?: Figure['tone'] } = {}): Figure {
  return { label, value: more.value ?? String(behind.length), tone: more.tone ?? 'plain', behind }
}

export const behindSubject = (note = '') => ({ subject }: { subject: Pick<Subject, 'id' | 'name'> }): Figure['behind'][number] => ({ id: subject.id, name: subject.name, note })
export const behindEntry = (note: string) => (entry: Entry): Figure['behind'][number] => ({ id: entry.record.id, name: dayOf(entry), note: note || (findRecordKind(entry.record.kind)?.summary(entry.record.values) ?? '') })

/** How many days ago; a word where it never was. */
export function agoText(day: LocalDate | null, on: LocalDate): string {
  return day === null ? '没有记录' : day === on ? '今天' : `${daysBetween(day, on)} 天前`
}
