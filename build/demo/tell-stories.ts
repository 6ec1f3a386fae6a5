import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { Client } from '#shared/contract/define.ts'
import type { ProcedureSheet } from '#shared/contract/procedure.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { officeItself, ProcedureId as ProcedureIds } from '#shared/kernel/ids.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { type AtHand, fillForm } from '../lawful/answers.ts'
import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'
import { keepPicture } from './paper.ts'
import type { Act, officeStories, Story } from './stories.ts'

const day = 86_400_000
type Around = { office: OfficeClient; console: () => Promise<Client<ConsoleContract>>; clock: { now(): number }; personId: string; sync: () => Promise<void> }
type Running = { id: string; act: Extract<Act, { procedure: unknown }>; subject: Subject }
export type Teller = { /** Writes what has come due by now, and carries on what is under way. */ goOn(): Promise<void>; readonly running: readonly Running[] }

/** The rare things of an office, told in the order of their days as time goes by; `end`: the demo's last moment. */
export function createTeller(around: Around, told: readonly { story: Story; subject: Subject }[], end: number): Teller {
  const waiting = told.flatMap(({ story, subject }) => story.acts.map((act) => ({ act, subject }))).sort((a, b) => b.act.ago - a.act.ago)
  const running: Running[] = []
  return {
    running,
    async goOn() {
      const now = around.clock.now()
      for (let next = waiting[0]; next && end - next.act.ago * day <= now; next = waiting[0]) {
        waiting.shift()
        const begun = await perform(around, next)
        if (begun) running.push(begun)
      }
      // The office does its steps, the county its own, until neither has any.
      if (running.length === 0) return
      await around.sync()
      const county = await around.console()
      for (let moved = 1, turns = 0; moved > 0 && turns < 2; turns++) {
        moved = 0
        for (const one of running) moved += await takeSteps(around, one, county)
        if (moved > 0) await around.sync()
        for (const one of running) moved += await takeSteps(around, one, null)
        if (moved > 0) await around.sync()
      }
      for (const one of [...running]) if (await isOver(around, one)) running.splice(running.indexOf(one), 1)
    },
  }
}

async function perform(around: Around, { act, subject }: { act: Act; subject: Subject }): Promise<Running | null> {
  const { office, clock } = around
  const now = clock.now()
  const on = localDateOf(toInstant(now))
  if ('seal' in act) {
    const { editedAt } = await must('对象档案', office.subject.get({ id: subject.id }))
    await must('封存', office.sealed.seal({ id: subject.id, editedAt, ground: act.seal, documentNo: '社矫封〔2026〕1号' }))
    await must('依法查询', office.sealed.look({ name: subject.name, idNo: subject.idNo, basis: 'PROCURATORATE', documentNo: '缙检函〔2026〕3号', unit: '缙云县人民检察院', minutes: 15 }))
    return null
  }
  if ('record' in act) {
    await writeAct(around, act, subject)
    return null
  }
  const kind = findProcedureKind(act.procedure)
  const fields = kind?.steps[kind.opens]?.fields
  if (!kind || !fields) throw new Error(act.procedure)
  const links = await must('依据', office.procedure.links({ subjectId: subject.id }))
  const values = fillForm(fields, act.values?.(on) ?? {}, atHand(around, subject, links))
  const attachments = act.scan ? [await keepPicture(office, 'paper', act.scan)] : []
  const form = { subjectId: subject.id, kind: kind.kind, step: kind.opens, on, values, attachments, draftId: null }
  if (act.byCounty) await around.sync()
  const begun = act.byCounty ? await must(`县局开始${kind.label}`, (await around.console()).procedure.begin(form)) : await must(`开始${kind.label}`, office.procedure.begin(form))
  return { id: begun.procedure.id, act, subject }
}

/** Writes a record as its form would. */
export async function writeAct(around: Pick<Around, 'office' | 'clock' | 'personId'>, act: (typeof officeStories)[number], subject: Subject | null): Promise<void> {
  const attachments = act.scan ? [await keepPicture(around.office, 'paper', act.scan)] : []
  const kind = findRecordKind(act.record)
  const now = around.clock.now()
  const subjectId = subject?.id ?? officeItself
  const { links } = await must('登记', around.office.record.prepare({ subjectId, kind: act.record }))
  const values = fillForm(kind?.fields ?? {}, act.values?.(localDateOf(toInstant(now))) ?? {}, atHand(around, subject, links))
  await must(`登记${kind?.label ?? ''}`, around.office.record.log({ record: { kind: act.record, subjectId, occurredAt: toInstant(now - 20 * 60_000), place: '司法所', text: act.text, participants: [], attachments, values }, draftId: null }))
}

/** Takes every step that may be taken at this desk; answers how many. `county` null: at the office's. */
async function takeSteps(around: Around, { id, act, subject }: Running, county: Client<ConsoleContract> | null): Promise<number> {
  const { office, clock } = around
  const kind = findProcedureKind(act.procedure)
  const on = localDateOf(toInstant(clock.now()))
  for (let taken = 0; ; taken++) {
    const sheet = await sheetOf(around, id, county)
    if (!sheet || hasEnded(sheet, act)) return taken
    const next = sheet.open.find((one) => one.here && !one.locked && !one.optional)
    const fields = next && kind?.steps[next.step]?.fields
    if (!next || !fields || taken > 8) return taken
    const known = { ...(subject.minorRegime && 'guardian' in fields ? { guardian: '父亲' } : {}), ...act.steps?.[next.step]?.(on) }
    const values = fillForm(fields, known, atHand(around, subject, []))
    const form = { id, step: next.step, on, values, attachments: [], draftId: null, corrects: null }
    const done = county ? await county.procedure.addStep(form) : await office.procedure.addStep(form)
    // A day that has not come, a decision too late: left for the next turn, as people would.
    if (!done.ok) return taken
  }
}

function hasEnded({ standing, track }: ProcedureSheet, { until }: Running['act']): boolean {
  return standing.ended || (until !== undefined && track.some(({ step }) => step.step === until))
}

async function isOver(around: Around, { id, act }: Running): Promise<boolean> {
  const sheet = await sheetOf(around, id, null)
  return sheet !== null && hasEnded(sheet, act)
}

async function sheetOf({ office }: Around, id: string, county: Client<ConsoleContract> | null): Promise<ProcedureSheet | null> {
  const asked = ProcedureIds.parse(id)
  if (!county) {
    const got = await office.procedure.get({ id: asked })
    return got.ok ? got.value : null
  }
  const got = await county.procedure.get({ id: asked })
  return got.ok ? got.value.sheet : null
}

function atHand({ clock, personId }: Pick<Around, 'clock' | 'personId'>, subject: Subject | null, links: AtHand['links']): AtHand {
  const now = toInstant(clock.now() - 20 * 60_000)
  return { now, termEnd: subject?.termEnd ?? localDateOf(now), links, personId }
}
