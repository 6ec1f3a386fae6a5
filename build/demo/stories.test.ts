import { expect, it } from 'vitest'
import { findRecordKind, recordKinds } from '#shared/casework/kinds/index.ts'
import { procedureKinds, findProcedureKind } from '#shared/casework/procedures/index.ts'
import { fieldProblems } from '#shared/casework/field.ts'
import { Subject } from '#shared/domain/subject.ts'
import { LocalDate, instantOf } from '#shared/kernel/time.ts'
import { ruleCatalogue } from '#shared/rules/index.ts'
import { aSubject } from '../../tests/factories/documents.ts'
import { aCaseAround } from '../../tests/factories/procedures.ts'
import { viewProcedure } from '#shared/casework/procedure-kind.ts'
import { fillForm } from '../lawful/answers.ts'
import { plannedKinds, rulesShown } from './plan-coverage.ts'
import { officeStories, stories } from './stories.ts'

const end = LocalDate.parse('2026-11-20')
const at = { now: instantOf(end, '09:00'), termEnd: end, links: [{ id: '01JD0000000000000000000000', kind: 'absence' }], personId: '01JD0000000000000000000000' }
const told = Object.values(stories).flat()

it('[DM1] every kind of record and of procedure has its place in the demo county, and every rule something that brings it up', () => {
  const planned = plannedKinds()
  expect(recordKinds.map(({ kind }) => kind).filter((kind) => !planned.records.has(kind))).toEqual([])
  expect(procedureKinds.map(({ kind }) => kind).filter((kind) => !planned.procedures.has(kind))).toEqual([])
  const shown = rulesShown()
  expect(ruleCatalogue.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
  const known = new Set<string>([...planned.records, ...planned.procedures, 'visit', 'talk', 'group', 'file'])
  for (const [id, by] of shown) expect(known.has(by), `${id}: ${by}`).toBe(true)
})

it('[DM1] what is planned is lawful: each form is whole and no procedure is barred to its person', () => {
  for (const { person, acts } of told) {
    const subject = Subject.parse({ ...aSubject(), termEnd: '2027-06-30', ...person(end) })
    for (const act of acts) {
      if ('seal' in act) continue
      const on = end
      if ('record' in act) {
        const form = findRecordKind(act.record)
        const links = [...at.links, ...recordKinds.map(({ kind }) => ({ id: '01JD0000000000000000000001', kind }))]
        const values = fillForm(form?.fields ?? {}, act.values?.(on) ?? {}, { ...at, links })
        expect(form?.problems(values, { subject, on }), act.record).toEqual([])
        expect(form?.text.required && act.text === '', act.record).toBe(false)
      } else {
        const kind = findProcedureKind(act.procedure)
        const around = aCaseAround({ subject, on })
        const opens = kind?.steps[kind.opens]
        const values = fillForm(opens?.fields ?? {}, act.values?.(on) ?? {}, { ...at, links: recordKinds.map(({ kind: one }) => ({ id: '01JD0000000000000000000001', kind: one })) })
        expect(kind?.barred(around), act.procedure).toBe('')
        expect(opens?.problems(values, viewProcedure({ id: '', kind: act.procedure, openedOn: on, steps: [] }, around)), act.procedure).toEqual([])
        if (act.until) expect(Object.keys(kind?.steps ?? {})).toContain(act.until)
      }
    }
  }
  for (const act of officeStories) {
    const form = findRecordKind(act.record)
    expect(fieldProblems(form?.fields ?? {}, fillForm(form?.fields ?? {}, act.values?.(end) ?? {}, at)), act.record).toEqual([])
  }
})
