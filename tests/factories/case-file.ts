import { readFileSync } from 'node:fs'
import { CaseFile, type CaseFileInput } from '#shared/rules/case/case-file.ts'
import { HolidayYear, holidayTable, type HolidayTable } from '#shared/rules/dates/holidays.ts'
import { LocalDate } from '#shared/kernel/time.ts'

type SubjectInput = CaseFileInput['subject']
export type FactInput = NonNullable<CaseFileInput['facts']>[number]

/** The real tables of 2024 to 2026. */
export const holidays: HolidayTable = holidayTable(
  [2024, 2025, 2026].map((year) => HolidayYear.parse(JSON.parse(readFileSync(new URL(`../../resources/holidays/${year}.json`, import.meta.url), 'utf8')))),
)

export const day = (text: string): LocalDate => LocalDate.parse(text)

/** A probationer of two years, since 2026-01-12; nothing but the given facts has happened. */
export function aCaseFile(facts: FactInput[], subject: Partial<SubjectInput> = {}): CaseFile {
  return CaseFile.parse({
    subjectId: 'S1',
    subject: { category: 'PROBATION', level: 'ORDINARY', gender: '1', birthDate: '1990-03-07', termStart: '2026-01-10', termEnd: '2028-01-09', executionCounty: '331121', officeId: '331121001', ...subject },
    facts,
  } satisfies { subjectId: string; subject: unknown; facts: unknown })
}

/** Reported in with everything checked. */
export function reportedIn(on: string): FactInput {
  return { kind: 'reportedIn', id: 'in', on, documentsChecked: true, identityVerified: true, registered: true, fileOpened: true } as FactInput
}
