import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createClient } from '#shared/contract/client.ts'
import { officeContract } from '#shared/contract/office.ts'
import { type Subject, SubjectFacts } from '#shared/domain/subject.ts'
import { createHost, type Host } from '../../src-main/host/create-host.ts'
import { must } from './must.ts'
import { type OfficeClient, signIn } from './office-client.ts'
import { demoLogIns, type demoOffices } from './offices.ts'
import type { DemoCounty } from './set-up-office.ts'
import { syncNow } from './sync-now.ts'

type Places = { mainData: string; secondData: string }

/**
 * The office's second PC and its first change the same line of a file on the same day, the first without a line: both
 * values wait for the county in 冲突. The main office's host must be closed: one process opens one store at a time.
 */
export async function planConflict(county: DemoCounty, office: (typeof demoOffices)[number], { subject, mainData, secondData }: Places & { subject: Subject }): Promise<void> {
  const main = await open(county, mainData, { cut: true })
  await moveTo(await signIn(main, demoLogIns.director), subject, '桐坪村 8 号（与父母同住）')
  await main.close()

  const second = await open(county, secondData, { cut: false })
  const desk = createClient(officeContract, second.openSession())
  const { login, name, password, gender } = demoLogIns.director
  await must('首次设置', desk.session.setUp({ officeName: office.name, name, gender, login, password }))
  const { code } = await must('发接入码', (await county.console()).device.createCode({ officeId: office.id }))
  await must('接入县局', desk.enrolment.enrol({ address: county.url, code }))
  await syncNow(desk)
  await moveTo(desk, subject, '桐坪村 15 号（租住）')
  await syncNow(desk)
  await second.close()

  const again = await open(county, mainData, { cut: false })
  await syncNow(await signIn(again, demoLogIns.director))
  await again.close()
}

/** A cut line fails as a network does. */
function open(county: DemoCounty, dataDir: string, { cut }: { cut: boolean }): Promise<Host> {
  return createHost({ dataDir, now: () => county.clock.now(), randomBytes: (count) => randomBytes(count), shell: 'browser', ...(cut && { fetch: () => Promise.reject(new TypeError('fetch failed')) }) })
}

async function moveTo(client: OfficeClient, { id }: Subject, residence: string): Promise<void> {
  const known = await must('对象档案', client.subject.get({ id }))
  const facts = SubjectFacts.parse(Object.fromEntries(Object.keys(SubjectFacts.shape).flatMap((field) => (field in known ? [[field, Object.getOwnPropertyDescriptor(known, field)?.value]] : []))))
  await must('修改档案', client.subject.edit({ id, editedAt: known.editedAt, facts: { ...facts, residence } }))
}

export const secondDataOf = (countyData: string, officeId: string): string => join(countyData, 'other-offices', `${officeId}-second`)
