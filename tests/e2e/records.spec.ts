import { expect, type Page, test } from '@playwright/test'
import { type Calls, must, openCalls } from './support/calls.ts'
import { countyAdministrator } from './support/county-people.ts'
import { makeCountyDir, type RunningCountyProcess, startCounty } from './support/county.ts'
import { logIn, watchConsole } from './support/desk.ts'
import { makeDataDir, removeDataDir, type RunningOffice, startOffice } from './support/office.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { fillSmallOffice, names, type SmallOffice, user } from './support/small-office.ts'
import { officeItself } from '../../src-shared/kernel/ids.ts'

test.describe.configure({ mode: 'serial' })

const officeDir = makeDataDir()
const countyDir = makeCountyDir()
let county: RunningCountyProcess
let office: RunningOffice
let calls: Calls
let small: SmallOffice
let page: Page
let complaints: string[]

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  county = await startCounty(countyDir.path)
  office = await startOffice(officeDir)
  calls = await openCalls(office.url)
  small = await fillSmallOffice(calls)
  page = await (await browser.newContext()).newPage()
  complaints = watchConsole(page)
  await page.goto(office.url)
  await logIn(page, user(names.director))
})

test.afterAll(async () => {
  await page.context().close()
  await office.stop()
  await county.stop()
  removeDataDir(officeDir)
  countyDir.remove()
})

const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 })
const timeline = async () => (await must(calls.subject.timeline({ id: small.man.id, before: null, limit: 50 }))).entries.map(({ record }) => record)

/** Ctrl Enter, one summary, Enter. */
async function submit(says: string): Promise<void> {
  await page.keyboard.press('Control+Enter')
  const summary = page.getByRole('dialog', { name: /^核对这条/ })
  await expect(summary).toContainText(says)
  await expect(summary.getByRole('button', { name: '提交' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(summary).toBeHidden()
  await expect(page.getByText('已保存，待送出').first()).toBeVisible()
}

test('[CW10] from the case page a contact is found by its name and written without a mouse', async () => {
  const keys = page.keyboard
  await goTo(page, `/subjects/${small.man.id}`)
  await page.getByRole('button', { name: '写记录' }).press('Enter')
  await expect(page.getByRole('dialog', { name: '写记录' })).toContainText('心理辅导')
  await expectAccessible(page)
  await keys.type('联络')
  await keys.press('Enter')
  await expect(heading('登记通信联络：王树生')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '联系内容' })).toBeFocused()
  await keys.press('Control+Enter')
  await expect(page.getByText('请填写联系内容。')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '联系内容' })).toBeFocused()
  await expectAccessible(page)
  await keys.type('在家，一切正常。')
  await submit('听声音')
  expect((await timeline())[0]).toMatchObject({ kind: 'contact', text: '在家，一切正常。', values: { channel: 'PHONE', reached: true } })
})

test('[CW11] by Ctrl K and initials a report is written; what hangs on an answer appears with it; what is missing is led to', async () => {
  const keys = page.keyboard
  await goTo(page, `/subjects/${small.man.id}`)
  await expect(heading('王树生')).toBeVisible()
  await keys.press('Control+k')
  await keys.type('dqbg')
  await expect(page.getByRole('option', { name: /写定期报告/ })).toBeVisible()
  await keys.press('Enter')
  await expect(heading('登记定期报告：王树生')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '报告要点' })).toBeFocused()
  await keys.type('按时报告，换了工作。')
  await expect(page.getByRole('textbox', { name: /变动情况/ })).toHaveCount(0)
  await page.getByRole('checkbox', { name: '工作', exact: true }).focus()
  await keys.press('Space')
  await expect(page.getByRole('textbox', { name: /变动情况/ })).toBeVisible()
  await keys.press('Control+Enter')
  await expect(page.getByText('请填写变动情况。')).toBeVisible()
  await expect(page.getByRole('textbox', { name: /变动情况/ })).toBeFocused()
  await keys.type('到石塘竹器厂上班')
  await submit('到石塘竹器厂上班')
  expect((await timeline())[0]).toMatchObject({ kind: 'report', values: { form: 'BOTH', changes: ['JOB'], changeText: '到石塘竹器厂上班' } })
})

test('[CW12] a hazard goes into the office’s ledger, where the next step leads to its form with everything known', async () => {
  const keys = page.keyboard
  // The page that the last test has left may still be opening and take the focus back.
  await expect(async () => {
    await keys.press('Control+k')
    await keys.press('Control+a')
    await keys.type('yhzg')
    await expect(page.getByRole('option', { name: /写隐患整改/ })).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
  await keys.press('Enter')
  await expect(page.getByRole('textbox', { name: '隐患', exact: true })).toBeFocused()
  await keys.type('谈话室监控损坏')
  await page.getByRole('textbox', { name: /整改措施/ }).focus()
  await keys.type('报修')
  await keys.press('Tab')
  await keys.type('叶青')
  await keys.press('Tab')
  await keys.type('20301231')
  await submit('2030-12-31')
  await expect(heading(/^台账/)).toBeVisible()
  await goTo(page, '/ledger?tab=hazards')
  await expect(page.getByRole('cell', { name: '谈话室监控损坏' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /登记整改/ }).press('Enter')
  await expect(page.getByRole('combobox', { name: /针对的隐患/ })).toHaveText(/谈话室监控损坏/)
  await expect(page.getByRole('combobox', { name: /本次/ })).toHaveValue('CLOSED')
  await page.getByRole('textbox', { name: /整改结果/ }).fill('已换新')
  await page.getByRole('textbox', { name: /复查人/ }).fill('周正')
  await submit('已换新')
  const ledger = () => must(calls.ledgers.open({ ledger: 'hazards' }))
  await expect.poll(async () => (await ledger()).figures.map(({ label, value }) => `${label} ${value}`)).toContain('未闭环 0')
  expect((await ledger()).rows[0]?.tone).toBe('grey')
})

test('[CW13] a general record is corrected like any other: a new one that names the old', async () => {
  const old = (await timeline()).find(({ kind }) => kind === 'contact')
  await goTo(page, `/records/${old?.id ?? ''}/correct`)
  await expect(page.getByRole('textbox', { name: '更正原因' })).toBeFocused()
  await page.keyboard.type('号码记错')
  await page.getByRole('textbox', { name: '联系号码' }).fill('13900000099')
  await submit('13900000099')
  await expect.poll(async () => (await timeline()).filter(({ kind }) => kind === 'contact').map(({ corrects }) => corrects?.recordId ?? null).toSorted()).toEqual([old?.id, null].toSorted())
})

test('[CW14] the county sees every kind, by filter and in words, and reviews it', async ({ browser }) => {
  const desk = await (await browser.newContext()).newPage()
  const countyComplaints = watchConsole(desk)
  await desk.goto(county.url)
  await desk.getByLabel('登录名').fill(countyAdministrator.login)
  await desk.getByRole('textbox', { name: '密码' }).fill(countyAdministrator.password)
  await desk.keyboard.press('Enter')
  await desk.getByRole('link', { name: '设备与所' }).click()
  await desk.getByRole('button', { name: '新建司法所' }).click()
  const founding = desk.getByRole('dialog', { name: '新建司法所' })
  await founding.getByLabel('司法所名称').fill('石塘司法所')
  await founding.getByLabel('编码').fill('331125001')
  await founding.getByRole('button', { name: '建立' }).click()
  await desk.getByRole('button', { name: '给 石塘司法所 发接入码' }).click()
  const dialog = desk.getByRole('dialog', { name: '石塘司法所的接入码' })
  await dialog.getByRole('button', { name: '现在生成' }).click()
  const code = (await dialog.getByLabel('接入码', { exact: true }).textContent()) ?? ''
  await dialog.getByRole('button', { name: '已念完，关闭' }).click()
  await must(calls.enrolment.enrol({ address: county.url, code }))
  expect(await must(calls.sync.now({}))).toMatchObject({ waiting: 0, problem: '' })

  await goTo(desk, '/records?kind=general')
  await expect(desk.getByRole('tab', { name: '其他 5' })).toBeVisible()
  await desk.getByLabel('种类', { exact: true }).and(desk.locator('select')).selectOption('hazard')
  await expect(desk.getByText('本所事务').first()).toBeVisible()
  await expectAccessible(desk)
  await desk.getByRole('grid', { name: '记录名单' }).focus()
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('region', { name: '内容' })).toContainText('谈话室监控损坏')
  await expectAccessible(desk)
  await desk.getByRole('button', { name: '通过' }).click()
  await expect(desk.getByText('县局通过：林一', { exact: false })).toBeVisible()
  await desk.context().close()
  expect(countyComplaints).toEqual([])
  expect(complaints).toEqual([])
  expect((await must(calls.record.list({ kind: 'hazard', syncState: null, offset: 0, limit: 5 }))).rows.map(({ subjectName, entry }) => [subjectName, entry.record.subjectId])).toEqual([['本所事务', officeItself], ['本所事务', officeItself]])
})
