import type { CorrectionGroup } from '../domain/group.ts'
import type { Procedure } from '../domain/procedure.ts'
import type { GeneralRecord, Talk, Visit } from '../domain/record.ts'
import type { Subject } from '../domain/subject.ts'
import type { LocalDate } from '../kernel/time.ts'
import type { Block } from './sheet.ts'

/** What a document is made from: the person's file and what it is about. */
export type Source = {
  readonly officeName: string
  readonly countyName: string
  readonly on: LocalDate
  readonly subject: Subject
  readonly group: CorrectionGroup | null
  /** Every standing record of the person, oldest first. */
  readonly records: readonly (Visit | Talk | GeneralRecord)[]
  readonly procedures: readonly Procedure[]
  /** The record or procedure that the document is about, where it is about one. */
  readonly record: Visit | Talk | GeneralRecord | null
  readonly procedure: Procedure | null
  /** The station of the subject's village, where one is registered. */
  readonly station?: { readonly name: string; readonly address: string; readonly headName: string; readonly phone: string } | null
}

/** Which file the document is about; `record` and `procedure` name the kinds. */
export type AboutWhat = { readonly what: 'subject' } | { readonly what: 'record'; readonly kinds: readonly string[] } | { readonly what: 'procedure'; readonly kinds: readonly string[]; /** Only once this step has been done. */ readonly after?: string }

/** A versioned template. A changed wording is a new version; what was issued keeps the version it was made by. */
export type Template = {
  readonly id: string
  readonly title: string
  readonly version: number
  /** Whose document it is: the office prints it, or drafts it for the county. */
  readonly maker: 'office' | 'county'
  readonly about: AboutWhat
  /** 一式几份. */
  readonly copies: number
  /** Has a red head and a serial number of this series (字); empty for working papers. */
  readonly series: string
  /** The title is that of the 2020 set and was compared; false where the set was not at hand (domain.md §4, UNSURE). */
  readonly titleVerified: boolean
  /** Where it belongs in the archive: one of the four classes of CCM 18. */
  readonly archive: 1 | 2 | 3 | 4
  /** Whether there is anything to make it from. */
  applies(source: Source): boolean
  build(source: Source): Block[]
}

type Usual = 'version' | 'copies' | 'series' | 'titleVerified' | 'archive' | 'applies'
type Declared = Omit<Template, Usual> & Partial<Pick<Template, Usual>>

/** Declares a template: first version, one copy, no series, a work record, unless it says otherwise. */
export function template(declared: Declared): Template {
  return { version: 1, copies: 1, series: '', titleVerified: false, archive: 3, applies: () => true, ...declared }
}
