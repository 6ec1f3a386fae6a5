import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { NumberBlock } from '#shared/forms/serial.ts'
import { aGroup, aMember, aSubject, aVisit } from '../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../tests/factories/test-office.ts'
import { nextSerial, numberBlocksSetting } from './form/numbers.ts'

let office: TestOffice
let officer: Person
let subject: Subject

beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer')
  subject = aSubject({ name: '单雄信' })
  const { data } = office.office()
  await data.subjects.insert(subject)
  await data.groups.insert(aGroup({ id: subject.id, members: [aMember()] }))
  await data.records.insert(aVisit({ subjectId: subject.id }))
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

const desk = () => office.desk(officer).form

describe('documents at the desk', () => {
  it('[FO4] lists what can be made of a case, and looking at one changes nothing', async () => {
    const list = await desk().list({ subjectId: subject.id })
    if (!list.ok) throw new Error(list.error.code)
    const visit = list.value.find(({ formId }) => formId === 'visitRecord')
    expect(visit).toMatchObject({ issued: 0, lastSerial: '' })
    const preview = await desk().preview({ subjectId: subject.id, formId: 'visitRecord', aboutId: visit?.aboutId ?? null })
    expect(preview).toMatchObject({ ok: true, value: { title: '走访记录', serial: '', code: '' } })
    expect((await office.office().data.records.find({ selector: { kind: { $eq: 'formIssued' } } }).exec()).length).toBe(0)
    expect(await desk().preview({ subjectId: subject.id, formId: 'visitRecord', aboutId: null })).toMatchObject({ ok: false, error: { code: 'FORM_UNKNOWN' } })
  })

  it('[FO5] taking one notes who took what; taking it again is a reprint; its code leads back', async () => {
    const take = () => desk().issue({ subjectId: subject.id, formId: 'declaration', aboutId: null, copies: 3, medium: 'DOCX' })
    const first = await take()
    if (!first.ok) throw new Error(first.error.code)
    const read = await desk().read({ handle: first.value.file?.handle ?? '', offset: 0 })
    expect(read.ok && Buffer.from(read.value.base64, 'base64').subarray(0, 2).toString()).toBe('PK')
    expect(first.value.file?.name).toBe('社区矫正宣告书.docx')
    expect((await take()).ok).toBe(true)
    const noted = await office.office().data.records.find({ selector: { kind: { $eq: 'formIssued' } } }).exec()
    expect(noted.map((document) => document.toMutableJSON()).map((record) => ('values' in record ? record.values['reprint'] : null)).sort()).toEqual([false, true])
    expect(await desk().find({ code: first.value.sheet.code.slice(-10) })).toMatchObject({ ok: true, value: { subjectId: subject.id, title: '社区矫正宣告书' } })
    expect(await desk().find({ code: 'ZZZZZZZZZZ' })).toEqual({ ok: true, value: null })
    const stranger = await office.hire('officer', { name: '外人' })
    expect(await office.desk(stranger).form.read({ handle: first.value.file?.handle ?? '', offset: 0 })).toMatchObject({ ok: false, error: { code: 'HANDLE_EXPIRED' } })
  })

  it('[FO6] numbers come from this device’s blocks, in order and never twice; without a block they carry its mark', async () => {
    const blocks: NumberBlock[] = [{ series: '矫警', year: 2026, first: 41, last: 42 }]
    await office.office().settings.set(numberBlocksSetting.id, blocks)
    const given = await Promise.all([1, 2, 3, 4].map(() => nextSerial(office.office(), '矫警', 2026)))
    const mark = office.office().deviceId.slice(-5)
    expect(given).toEqual(['矫警〔2026〕0041号', '矫警〔2026〕0042号', `矫警〔2026〕${mark}-001号`, `矫警〔2026〕${mark}-002号`])
    await office.reopen()
    expect(await nextSerial(office.office(), '矫警', 2026)).toBe(`矫警〔2026〕${mark}-003号`)
  })

  it('[FO7] a whole case becomes one .pdf while the desk works, and can be cancelled', async () => {
    const begun = await desk().bundle({ subjectId: subject.id, purpose: '移交县局归档' })
    if (!begun.ok) throw new Error(begun.error.code)
    const { jobId } = begun.value
    const ended = async (): Promise<{ file: { size: number } | null; failed: boolean; cancelled: boolean; done: number; of: number }> => {
      for (;;) {
        const job = await desk().job({ jobId })
        if (!job.ok) throw new Error(job.error.code)
        if (job.value.file || job.value.failed) return job.value
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    const job = await ended()
    expect(job).toMatchObject({ failed: false, cancelled: false })
    expect(job.file?.size).toBeGreaterThan(5000)
    expect(job.done).toBe(job.of)
    const again = await desk().bundle({ subjectId: subject.id, purpose: '再做一份' })
    if (!again.ok) throw new Error(again.error.code)
    expect((await desk().cancel({ jobId: again.value.jobId })).ok).toBe(true)
    expect(await desk().job({ jobId: again.value.jobId })).toMatchObject({ ok: true, value: { cancelled: true, file: null } })
  })
})
