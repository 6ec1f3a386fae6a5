import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '#shared/domain/person.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { AT, aSubject, newId, somePersonFacts } from '../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../tests/factories/test-office.ts'

let office: TestOffice
let officer: Person
beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer')
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

describe('the directory of people', () => {
  it('[PE1] an edit keeps the log-in, names its version, and waits for the county', async () => {
    const desk = office.desk(officer).person
    await (await office.office().data.people.findOne(officer.id).exec(true)).incrementalPatch({ revision: 4, receivedAt: AT })
    const edited = await desk.edit({ id: officer.id, editedAt: officer.editedAt, facts: somePersonFacts({ name: '周敏敏' }) })
    expect(edited.ok && edited.value).toMatchObject({ name: '周敏敏', account: officer.account, revision: 4, receivedAt: null })
    expect(await desk.edit({ id: officer.id, editedAt: officer.editedAt, facts: somePersonFacts({ name: '旧稿' }) })).toMatchObject({ ok: false, error: { code: 'STALE_EDIT' } })
    const rows = await desk.list({ kind: 'STAFF', activeOnly: true })
    expect(rows.ok && rows.value.map(({ person }) => person.name)).toEqual(['周敏敏'])
    expect(await office.desk(await office.hire('volunteer')).person.list({ kind: null, activeOnly: false })).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  })

  it('[PE2] a relative belongs to a subject that is there', async () => {
    const subject = aSubject()
    await office.office().data.subjects.insert(subject)
    const create = (relativeOf: SubjectId) => office.desk(officer).person.create(somePersonFacts({ kind: 'FAMILY', relativeOf, relation: '母亲' }))
    expect((await create(subject.id)).ok).toBe(true)
    expect(await create(newId(SubjectId))).toMatchObject({ ok: false, error: { code: 'NOT_AVAILABLE' } })
  })
})
