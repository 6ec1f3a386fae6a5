import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aSubject } from '../../../tests/factories/documents.ts'
import { aCaseAround, someValues, takeStep } from '../../../tests/factories/procedures.ts'
import { procedureKindLabels, type Procedure } from '../../domain/procedure.ts'
import { Values } from '../../domain/values.ts'
import { keysOf } from '../../kernel/keys-of.ts'
import { addDays, LocalDate } from '../../kernel/time.ts'
import { Fact } from '../../rules/index.ts'
import { decideStep, openNow } from '../decide-step.ts'
import { initialValues, isTrue } from '../field.ts'
import { mayCountyBegin, viewProcedure, type ProcedureKind, type Surroundings } from '../procedure-kind.ts'
import { toProcedureSheet } from '../procedure-sheet.ts'
import { procedureKinds } from './index.ts'

const byName = procedureKinds.map((kind) => [kind.kind, kind] as const)
const seed = 20261122

/** The category that this kind is about, so that nothing bars it. */
function aroundFor(kind: ProcedureKind): Surroundings {
  const category = ({ medicalExtension: 'TEMP_OUTSIDE', commit: 'TEMP_OUTSIDE', revokeParole: 'PAROLE' } as const)[kind.kind as 'commit'] ?? 'PROBATION'
  return aCaseAround({ subject: aSubject({ category, injunction: '不得进入网吧', termEnd: LocalDate.parse('2026-11-20') }) })
}

describe('every kind of procedure', () => {
  it('[PR1] all kinds of the domain have their steps, and open with one of them', () => {
    expect(procedureKinds.map(({ kind }) => kind).sort()).toEqual([...keysOf(procedureKindLabels)].sort())
    for (const kind of procedureKinds) {
      expect(Object.keys(kind.steps)).toContain(kind.opens)
      for (const one of Object.values(kind.steps)) expect(one.label).not.toBe('')
    }
  })

  it.each(byName)('[PR2] %s: walking only through open steps reaches an end, whatever is answered', (_, kind) => {
    let ended = 0
    fc.assert(fc.property(fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }), (choices) => {
      const start = aroundFor(kind)
      let [procedure, on]: [Procedure | null, LocalDate] = [null, start.on]
      for (const choice of choices) {
        const around = { ...start, on }
        const view = procedure && viewProcedure(procedure, around)
        if (view && kind.standing(view).ended) break
        const open: readonly { readonly step: string; readonly optional: boolean }[] = view ? openNow(kind, view).filter(({ locked }) => !locked) : [{ step: kind.opens, optional: false }]
        // Only what must be done leads on; a step that may be left out comes now and then.
        const needed = open.filter(({ optional }) => !optional)
        const wanted = choice % 5 === 0 || needed.length === 0 ? open : needed
        const next = wanted[choice % Math.max(wanted.length, 1)]
        if (next) procedure = takeStep(kind, procedure, { step: next.step, around, choice }) ?? procedure
        if (choice % 7 === 0) on = addDays(on, 1 + (choice % 40))
      }
      // From wherever the walk has come to, doing what is asked for brings it to its end.
      for (let left = 30; left > 0 && procedure && !kind.standing(viewProcedure(procedure, { ...start, on })).ended; left--) {
        const around = { ...start, on }
        const needed = openNow(kind, viewProcedure(procedure, around)).filter(({ locked }) => !locked).sort((x, y) => Number(x.optional) - Number(y.optional))
        const grown = needed.flatMap(({ step }) => Array.from({ length: 6 }, (_, choice) => takeStep(kind, procedure, { step, around, choice })).filter((one) => one !== null)).at(0)
        if (grown) procedure = grown
        else on = addDays(on, 100)
      }
      expect(procedure && kind.standing(viewProcedure(procedure, { ...start, on })).ended).toBe(true)
      ended++
      if (procedure) for (const fact of kind.facts(procedure)) expect(Fact.safeParse(fact).error?.issues ?? []).toEqual([])
    }), { numRuns: 40, seed })
    expect(ended).toBe(40)
  })

  it.each(byName)('[PR3] %s: a required field that is missing has its sentence, at the field', (_, kind) => {
    const around = aroundFor(kind)
    for (const [name, declared] of Object.entries(kind.steps)) {
      const view = viewProcedure({ id: 'x', kind: kind.kind, openedOn: around.on, steps: [] }, around)
      const empty = Object.fromEntries(Object.entries(initialValues(declared.fields)).map(([id, value]) => [id, Array.isArray(value) ? [] : value === true || value === false ? false : typeof value === 'string' ? '' : null]))
      const required = Object.entries(declared.fields).filter(([, field]) => (field.required === true || (typeof field.required === 'object' && isTrue(field.required, empty))) && !field.shown).map(([id]) => id)
      const problems = declared.problems(empty, view)
      expect(required.filter((id) => !problems.some(({ field, text }) => field === id && text.startsWith('请填写'))), name).toEqual([])
    }
  })

  it.each(byName)('[PR4] %s: never throws over any list of steps and answers, and its facts are facts', (_, kind) => {
    const names = Object.keys(kind.steps)
    const value = fc.oneof(fc.constant(null), fc.boolean(), fc.string({ maxLength: 8 }), fc.integer(), fc.constantFrom('GRANTED', 'REFUSED', '2026-11-25', '2026-11-20', '331102', '2026-11-20T02:00:00.000Z', '1'), fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }))
    const oneStep = fc.tuple(fc.constantFrom(...names), fc.nat(60), fc.nat(50)).chain(([name, day, time]) => fc.record(Object.fromEntries(Object.keys(kind.steps[name]?.fields ?? {}).map((id) => [id, value])), { requiredKeys: [] }).map((values) => ({ name, day, time, values: Values.parse(Object.fromEntries(Object.entries(values).filter(([, one]) => one !== undefined))) })))
    fc.assert(fc.property(fc.array(oneStep, { maxLength: 8 }), (steps) => {
      const around = aroundFor(kind)
      const procedure = steps.reduce<Procedure | null>((known, { name, day, values }) => takeStep(kind, known, { step: name, around: { ...around, on: addDays(around.on, day) }, choice: 0, values, anyway: true }), null)
      if (!procedure) return
      for (const fact of kind.facts(procedure)) expect(Fact.safeParse(fact).success, JSON.stringify(fact)).toBe(true)
      expect(toProcedureSheet(procedure, around, 'office').track).toHaveLength(steps.length)
      expect(kind.summary(procedure)).toBeTypeOf('string')
      for (const [name, declared] of Object.entries(kind.steps)) {
        const first = steps.find((one) => one.name === name)
        declared.notes(first?.values ?? {}, viewProcedure(procedure, around))
        declared.problems(first?.values ?? {}, viewProcedure(procedure, around))
      }
    }), { numRuns: 60, seed })
  })

  it.each(byName)('[PR5] %s: what the county decides is refused at the office’s desk, and the other way round', (_, kind) => {
    const around = aroundFor(kind)
    for (const [name, declared] of Object.entries(kind.steps)) {
      const draft = { step: name, on: around.on, values: someValues(declared.fields, around, 0), corrects: null }
      const procedure = { id: 'x', kind: kind.kind, openedOn: around.on, steps: [], withdrawn: null }
      for (const at of ['office', 'county'] as const) {
        const begins = at === 'county' && name === kind.opens && mayCountyBegin(kind.kind)
        if (declared.enteredAt === 'either' || declared.enteredAt === at || begins) continue
        expect(decideStep({ kind, procedure, draft, around, at })).toMatchObject({ ok: false, error: { code: 'STEP_NOT_OPEN' } })
      }
      if (declared.organ === 'BUREAU_HEAD') expect(declared.enteredAt).toBe('county')
    }
  })
})
