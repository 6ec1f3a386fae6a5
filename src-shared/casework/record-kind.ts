import type { GeneralKind } from '../domain/record-kinds.ts'
import { generalKindLabels } from '../domain/record-kinds.ts'
import type { GeneralFacts } from '../domain/record.ts'
import type { Subject } from '../domain/subject.ts'
import type { Values } from '../domain/values.ts'
import { type Instant, type LocalDate, localDateOf } from '../kernel/time.ts'
import type { Fact } from '../rules/index.ts'
import { fieldProblems, type Fields, readValues, type ValuesOf } from './field.ts'

/** Where a kind stands in menus and in the archive index. */
export type Section = 'intake' | 'supervision' | 'education' | 'conduct' | 'ending' | 'office'
export const sectionLabels: Record<Section, string> = { intake: '接收入矫', supervision: '日常监管', education: '教育帮扶', conduct: '考核奖惩', ending: '解除终止', office: '所务台账' }

/** A fault at a field; `field` is an id of the form, or `text`, `place`, `occurredAt`, `attachments`. */
export type Problem = { readonly field: string; readonly text: string }
/** A record of the kind as the rules need it: its id, the legal day, the hour. */
export type Happened = { readonly id: string; readonly on: LocalDate; readonly at: Instant; readonly text: string }
type About = { readonly subject: Subject | null; readonly on: LocalDate }

/** A kind of record: what its form asks, when it is whole, and what it tells the rules. The typed half of it is closed over. */
export type RecordKind = {
  readonly kind: GeneralKind
  readonly label: string
  readonly section: Section
  /** The clause on which it rests, for the head of the form and the print; empty where there is none. */
  readonly article: string
  /** One sentence on what to write and what to beware of, shown above the form; empty when the fields say it all. */
  readonly guide: string
  readonly fields: Fields
  /** Whether the free text must be there; its label. */
  readonly text: { readonly label: string; readonly required: boolean }
  /** Fields that a new form takes over from the last record of the kind (a hospital, a number); always in sight, never binding. */
  readonly carries: readonly string[]
  /** Answers and text are for the author and the county alone (psychology); others see that it was written, not what. */
  readonly restricted: boolean
  problems(values: Values, about: About): Problem[]
  /** What the rules learn of it. */
  facts(record: Pick<GeneralFacts, 'values' | 'occurredAt' | 'text'> & { readonly id: string }): Fact[]
  /** One line that tells it from its neighbours. */
  summary(values: Values): string
}

type Definition<F extends Fields> = {
  section: Section
  article?: string
  guide?: string
  fields: F
  text?: { label: string; required: boolean }
  carries?: readonly (keyof F & string)[]
  restricted?: boolean
  problems?(values: ValuesOf<F>, about: About): Problem[]
  facts?(values: ValuesOf<F>, happened: Happened): Fact[]
  summary(values: ValuesOf<F>): string
}

/** Declares a kind. Its functions are asked only with values that its fields accept. */
export function recordKind<const F extends Fields>(kind: GeneralKind, declared: Definition<F>): RecordKind {
  const { fields } = declared
  return {
    kind,
    label: generalKindLabels[kind],
    section: declared.section,
    article: declared.article ?? '',
    guide: declared.guide ?? '',
    fields,
    text: declared.text ?? { label: '说明', required: false },
    carries: declared.carries ?? [],
    restricted: declared.restricted ?? false,
    problems(values, about) {
      const found = fieldProblems(fields, values)
      return found.length > 0 ? found : (declared.problems?.(readValues(fields, values), about) ?? [])
    },
    facts: (record) => declared.facts?.(readValues(fields, record.values), { id: record.id, on: localDateOf(record.occurredAt), at: record.occurredAt, text: record.text }) ?? [],
    summary: (values) => declared.summary(readValues(fields, values)),
  }
}
