import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Diagnosis } from '#shared/contract/diagnosis.ts'
import { somePersonFacts } from '../factories/documents.ts'
import { type OfficeAtLine, officeAtLine, value } from './office-at-line.ts'

const canaries = ['金丝雀甲', '110101199003074514', '13987654321', '金丝雀村九号', '金丝雀乙', '昨天和金丝雀丙吵过架']
let office: OfficeAtLine
beforeAll(async () => void (office = await officeAtLine(Date.parse('2026-11-22T01:00:00Z'))))
afterAll(async () => office.close())

describe('the support bundle', () => {
  it('[S46] counts what is there and names nobody, though everything in it is about people', async () => {
    const [name, idNo, phone, address, relative, text] = canaries
    const subject = await office.subject({ name, idNo, phone, residence: address, note: text } as never)
    await value(office.client().person.create(somePersonFacts({ name: relative, phone } as never)))
    await office.visit(subject.id, text)
    const found = Diagnosis.parse(await value(office.client().diagnosis.read({ thorough: true })))
    expect(found).toMatchObject({ documents: { subjects: 1, records: 1 }, sync: { enrolled: false, waiting: 4, failures: [] }, database: { sound: true, problems: 0 }, clock: { doubted: false } })
    expect(found.database.bytes).toBeGreaterThan(0)
    const said = JSON.stringify(found)
    // The account that looks and the office's own name are as private as the rest.
    for (const canary of [...canaries, '周敏', '所长', '南明', office.dataDir]) expect(said).not.toContain(canary)
  })
})
