import { expect, type Page, test } from '@playwright/test'
import { addDays, localDateOf, type LocalDate, toInstant } from '../../src-shared/kernel/time.ts'
import { type Calls, must, openCalls } from './support/calls.ts'
import { countyAdministrator } from './support/county-people.ts'
import { makeCountyDir, type RunningCountyProcess, startCounty } from './support/county.ts'
import { logIn } from './support/desk.ts'
import { makeDataDir, removeDataDir, type RunningOffice, startOffice } from './support/office.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { fillSmallOffice, names, type SmallOffice, user } from './support/small-office.ts'

test.describe.configure({ mode: 'serial' })

const officeDir = makeDataDir()
const countyDir = makeCountyDir()
const today = localDateOf(toInstant(Date.now()))
const day = (count: number): LocalDate => addDays(today, count)
let county: RunningCountyProcess | undefined
let office: RunningOffice | undefined
let calls: Calls
let small: SmallOffice
let desk: Page
let console: Page

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  county = await startCounty(countyDir.path)
  office = await startOffice(officeDir)
  calls = await openCalls(office.url)
  small = await fillSmallOffice(calls)
  console = await (await browser.newContext()).newPage()
  await console.goto(county.url)
  await console.getByLabel('登录名').fill(countyAdministrator.login)
  await console.getByLabel('密码').fill(countyAdministrator.password)
  await console.keyboard.press('Enter')
  await expect(console.getByRole('button', { name: '退出登录' })).toBeVisible()
  await goTo(console, '/devices')
  await console.getByRole('button', { name: '新建司法所' }).click()
  const founding = console.getByRole('dialog', { name: '新建司法所' })
  await founding.getByLabel('司法所名称').fill('石塘司法所')
  await founding.getByLabel('编码').fill('331125001')
  await founding.getByRole('button', { name: '建立' }).click()
  await console.getByRole('button', { name: '给 石塘司法所 发接入码' }).click()
  const dialog = console.getByRole('dialog', { name: '石塘司法所的接入码' })
  await dialog.getByRole('button', { name: '现在生成' }).click()
  const code = (await dialog.getByLabel('接入码', { exact: true }).textContent()) ?? ''
  await dialog.getByRole('button', { name: '已念完，关闭' }).click()
  await must(calls.enrolment.enrol({ address: county.url, code }))
  await must(calls.sync.now({}))
  desk = await (await browser.newContext()).newPage()
  await desk.goto(office.url)
  await logIn(desk, user(names.officer))
})

test.afterAll(async () => {
  // Also after a beginning that failed: nothing may be left running.
  await office?.stop()
  await county?.stop()
  removeDataDir(officeDir)
  countyDir.remove()
})

/** Fills the application for leave and saves it. */
async function applyForLeave(form: { on: LocalDate; from: LocalDate; to: LocalDate }): Promise<void> {
  await goTo(desk, `/subjects/${small.man.id}/begin/leave`)
  await desk.getByLabel('办理日期').fill(form.on)
  await desk.getByLabel('外出理由').selectOption('WORK')
  await desk.getByLabel('具体事由').fill('到义乌结算工程款')
  await desk.getByLabel('目的地（县、市、区）').fill('330782')
  await desk.getByLabel('详细地址').fill('义乌市稠江街道')
  await desk.getByLabel('外出日期').fill(form.from)
  await desk.getByLabel('返回日期').fill(form.to)
}
const save = async (page: Page, step: string): Promise<void> => page.getByRole('button', { name: new RegExp(`保存“${step}”`) }).click()
const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.PROCEDURE_SHOTS) await page.screenshot({ path: `${process.env.PROCEDURE_SHOTS}/${name}.png` })
}

test('[PR20] five days without delegation are locked; the county’s delegation arrives and the office approves and files', async () => {
  await applyForLeave({ on: today, from: day(4), to: day(8) })
  await expect(desk.getByRole('status').filter({ hasText: '本次 5 天' })).toContainText('由县级社区矫正机构批准')
  await shot(desk, 'leave-form')
  await expectAccessible(desk)
  await save(desk, '书面申请')
  await expect(desk.getByText('不能办：县级没有把七日以内外出的审批委托给本所')).toBeVisible()
  await shot(desk, 'leave-locked')

  await goTo(console, '/policy')
  await console.getByRole('button', { name: '各所都委托七日以内外出审批' }).click()
  await console.getByLabel('这次改了什么、依据什么').fill('委托书 2026-1 号')
  await shot(console, 'policy')
  await expectAccessible(console)
  await console.getByRole('button', { name: '保存并发给各所' }).click()
  await expect(console.getByText('第 1 版')).toBeVisible()
  await must(calls.sync.now({}))

  await desk.reload()
  await logIn(desk, user(names.officer))
  await expect(desk.getByText('不能办：')).toHaveCount(0)
  await desk.getByLabel('核查核实情况').fill('已电话核实用工单位')
  await desk.getByLabel('决定').selectOption('GRANTED')
  await save(desk, '司法所审批（受县级委托）')
  await expect(desk.getByText('报县级备案').first()).toBeVisible()
  const latest = async () => (await must(calls.procedure.list({ subjectId: small.man.id, kind: 'leave', ended: null, offset: 0, limit: 10 }))).rows[0]
  await expect.poll(async () => (await latest())?.standing.words).toBe('已批准，未外出')
  const leave = await latest()
  await must(calls.procedure.addStep({ id: leave?.id ?? '', step: 'filing', on: today, values: { way: 'SYSTEM', number: '' }, attachments: [], draftId: null, corrects: null }))
  await shot(desk, 'leave-track')
})

test('[PR21] twelve days go to the county, come back by the sync, and a late return proposes a sanction', async () => {
  await applyForLeave({ on: day(-20), from: day(-16), to: day(-5) })
  await expect(desk.getByRole('status').filter({ hasText: '本次 12 天' })).toContainText('由县级社区矫正机构批准')
  await save(desk, '书面申请')
  await desk.getByLabel('办理日期').fill(day(-19))
  await desk.getByLabel('核查情况和意见').fill('情况属实，建议同意')
  await save(desk, '司法所核查并签署意见')
  await expect(desk.getByText('由县级社区矫正机构办理，结果随下次同步送到。')).toBeVisible()
  await must(calls.sync.now({}))

  await goTo(console, '/procedures')
  await shot(console, 'inbox')
  await expectAccessible(console)
  await console.getByText('情况属实，建议同意').click()
  await console.keyboard.press('Enter')
  await expect(console.getByText('最长脱管')).toBeVisible()
  await console.getByLabel('办理日期').fill(day(-10))
  await console.getByLabel('决定').selectOption('GRANTED')
  await save(console, '县级审批')
  // L-11: nobody approves after the trip has begun.
  await expect(console.getByText('应当先批准、后外出，不能补批').first()).toBeVisible()
  await console.getByLabel('办理日期').fill(day(-18))
  await shot(console, 'decision')
  await expectAccessible(console)
  await save(console, '县级审批')
  await expect(console.getByText('期满未销假')).toBeVisible()
  await must(calls.sync.now({}))

  await expect(desk.getByText('期满未销假')).toBeVisible()
  await desk.locator('li', { hasText: '销假' }).getByRole('button', { name: '办这一步' }).last().click()
  await desk.getByLabel('办理日期').fill(day(-2))
  await desk.getByLabel('逾期返回的原因').fill('误了班车')
  await save(desk, '销假')
  await expect(desk.getByText('已返回，手续未完')).toBeVisible()
  await shot(desk, 'late-return')
  const { suggestions } = await must(calls.duty.ofSubject({ subjectId: small.man.id }))
  expect(suggestions.map(({ kind, text }) => [kind, text.includes('脱离监管3日')])).toContainEqual(['ADMONITION', true])
  await goTo(desk, '/procedures')
  await expect(desk.getByText('到义乌结算工程款').or(desk.getByText('义乌市稠江街道')).first()).toBeVisible()
  await shot(desk, 'approvals')
  await expectAccessible(desk)
})
