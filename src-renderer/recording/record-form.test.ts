import { describe, expect, it } from 'vitest'
import { RecordDraft, Visit } from '#shared/domain/record.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { insertPhrase, markRestNormal, setGrade, setLine, toggleMet } from './edit-form.ts'
import { emptyForm, factsOf, formOfRecord, type RecordForm } from './record-form.ts'

const now = toInstant(Date.parse('2026-11-22T02:30:00.000Z'))
const subjectId = '01KAM3W6000000000000000001'
const person = '01KAM3W6000000000000000002'

function aForm(change: (form: RecordForm) => void = () => {}): RecordForm {
  const form = emptyForm({ now, residence: '云和县石塘镇长汀村 8 号', isFirst: false })
  change(form)
  return form
}

describe('the form of a record', () => {
  it('[V1] begins now, in China, at the residence, and claims nothing', () => {
    const form = aForm()
    expect([form.date, form.time, form.place]).toEqual(['2026-11-22', '10:30', '云和县石塘镇长汀村 8 号'])
    expect([form.visit.met, form.visit.findings, form.companions, form.attachments]).toEqual([[], [], [], []])
    expect(aForm().visit.reason).toBe('ROUTINE')
    expect(emptyForm({ now, residence: '', isFirst: true }).visit.reason).toBe('FIRST')
  })

  it('[V2] gives facts that the contract takes, in UTC', () => {
    const form = aForm((it) => {
      toggleMet(it.visit, 'SUBJECT')
      toggleMet(it.visit, 'FAMILY')
      it.visit.met[1] = { who: 'FAMILY', name: ' 季丽 ' }
      setGrade(it.visit, 'LIVING', 'NORMAL')
      setGrade(it.visit, 'MOOD', 'ATTENTION')
      setLine(it.visit, 'MOOD', ' 话少 ')
      it.text = '  在家。 '
      it.visit.nextVisitOn = '2026-12-07'
    })
    const facts = RecordDraft.parse(factsOf(form, 'visit', subjectId))
    expect(facts).toMatchObject({
      kind: 'visit',
      occurredAt: '2026-11-22T02:30:00.000Z',
      text: '在家。',
      met: [{ who: 'SUBJECT', name: '' }, { who: 'FAMILY', name: '季丽' }],
      findings: [{ topic: 'LIVING', grade: 'NORMAL', text: '' }, { topic: 'MOOD', grade: 'ATTENTION', text: '话少' }],
      nextVisitOn: '2026-12-07',
    })
    expect(RecordDraft.parse(factsOf(aForm(), 'visit', subjectId))).toMatchObject({ nextVisitOn: null })
  })

  it('[V2] gives a talk its own facts and none of a visit', () => {
    const form = aForm((it) => {
      it.text = '谈了工作。'
      it.talk = { purpose: 'CRITICISM', endTime: '10:55' }
      setGrade(it.visit, 'WORK', 'NORMAL')
    })
    const facts = RecordDraft.parse(factsOf(form, 'talk', subjectId))
    expect(facts).toMatchObject({ kind: 'talk', purpose: 'CRITICISM', endedAt: '2026-11-22T02:55:00.000Z' })
    expect(facts).not.toHaveProperty('findings')
  })

  it('[V9] a correction begins with all that the old record says, and names it', () => {
    const old = Visit.parse({
      ...factsOf(aForm((it) => { setGrade(it.visit, 'FAMILY', 'ABNORMAL'); it.text = '原文' }), 'visit', subjectId),
      id: '01KAM3W6000000000000000003', recordedAt: now, author: { personId: person, name: '周正', role: 'officer' },
      participants: [{ personId: person, name: '叶青' }],
      deviceId: '01KAM3W6000000000000000004', corrects: null, late: false, clockDoubt: '', review: null, revision: 0, receivedAt: null, refused: null,
    })
    const form = formOfRecord(old, now)
    expect(form.corrects).toBe(old.id)
    expect(form.companions).toEqual([{ personId: person, name: '叶青', hand: 'later' }])
    const { participants: _, ...facts } = factsOf(form, 'visit', subjectId)
    expect(old).toMatchObject(facts)
  })
})

describe('editing the form', () => {
  it('[V3] a topic is chosen, changed with its line kept, and taken out again', () => {
    const { visit } = aForm()
    setGrade(visit, 'HEALTH', 'ATTENTION')
    setLine(visit, 'HEALTH', '血压高')
    setGrade(visit, 'HEALTH', 'ABNORMAL')
    expect(visit.findings).toEqual([{ topic: 'HEALTH', grade: 'ABNORMAL', text: '血压高' }])
    setGrade(visit, 'HEALTH', null)
    expect(visit.findings).toEqual([])
    setLine(visit, 'HEALTH', '没有等级就没有这一句')
    expect(visit.findings).toEqual([])
  })

  it('[V3] 其余都正常 leaves what was said alone', () => {
    const { visit } = aForm()
    setGrade(visit, 'WORK', 'ABNORMAL')
    markRestNormal(visit, ['LIVING', 'WORK'])
    expect(visit.findings.map(({ topic, grade }) => `${topic} ${grade}`)).toEqual(['WORK ABNORMAL', 'LIVING NORMAL'])
  })

  it('[V4] a phrase goes to the cursor and is parted from what stands before it', () => {
    expect(insertPhrase('', '在家务农', 0)).toEqual({ text: '在家务农', cursor: 4 })
    expect(insertPhrase('情绪稳定', '在家务农', 4)).toEqual({ text: '情绪稳定；在家务农', cursor: 9 })
    expect(insertPhrase('情绪稳定。后文', '在家务农', 5)).toEqual({ text: '情绪稳定。在家务农后文', cursor: 9 })
  })
})
