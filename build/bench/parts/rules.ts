// A process of its own: what the law asks in many cases on one day. `rules.ts <cases> <facts each>`. Prints its figures as JSON.
import { CaseFile, defaultPolicy, HolidayYear, holidayTable, obligations } from '#shared/rules/index.ts'
import { addDays, LocalDate } from '#shared/kernel/time.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../project-root.ts'
import { median, timed } from '../clock.ts'

const [cases = 1000, factsEach = 150] = process.argv.slice(2).map(Number)
const holidays = holidayTable([2024, 2025, 2026].map((year) => HolidayYear.parse(JSON.parse(readFileSync(join(ROOT, 'resources', 'holidays', `${year}.json`), 'utf8')))))
const today = LocalDate.parse('2026-11-20')
const kinds = ['contact', 'faceReport', 'writtenReport', 'visit', 'talk'] as const

// A third each: just taken in, in the middle, near the end; one in ten sick outside prison, one in ten away on leave.
function caseFile(number: number): CaseFile {
  const start = addDays(today, -30 - ((number * 7) % 600))
  const facts: object[] = [{ kind: 'reportedIn', id: 'in', on: start, documentsChecked: true, identityVerified: true, registered: true, fileOpened: true }]
  for (let i = 0; i < factsEach; i++) {
    const on = addDays(start, Math.floor((i * (30 + ((number * 7) % 600))) / factsEach))
    facts.push({ kind: kinds[i % kinds.length], id: `f${i}`, on })
  }
  if (number % 10 === 0) facts.push({ kind: 'leaveApproved', id: 'leave', on: addDays(today, -3), appliedOn: addDays(today, -5), from: addDays(today, -2), to: addDays(today, 5), destinationCounty: '330106', approvedBy: 'OFFICE' })
  const sick = number % 10 === 1
  return CaseFile.parse({
    subjectId: `S${number}`,
    subject: {
      category: sick ? 'TEMP_OUTSIDE' : 'PROBATION', level: number % 3 ? 'ORDINARY' : 'STRICT', gender: '1', birthDate: '1990-03-07', termStart: addDays(start, -2), termEnd: addDays(today, (number * 11) % 500),
      executionCounty: '331121', officeId: '331121001', ...(sick && { temporaryReason: 'MEDICAL', temporaryApprovedBy: 'PRISON' }),
    },
    facts,
  })
}

const files = Array.from({ length: cases }, (_unused, number) => caseFile(number))
let found = 0
const round = (): void => {
  found = 0
  for (const file of files) found += obligations(file, today, defaultPolicy, holidays).length
}
const first = await timed(round)
const walls: number[] = []
const processor: number[] = []
for (let i = 0; i < 29; i++) {
  const before = process.threadCpuUsage()
  walls.push(await timed(round))
  const { user, system } = process.threadCpuUsage(before)
  processor.push((user + system) / 1000)
}
console.log(JSON.stringify({ first, wall: median(walls), processor: median(processor), found }))
