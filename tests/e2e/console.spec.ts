import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type Calls, must, openCalls } from './support/calls.ts'
import { countyAdministrator, countyName } from './support/county-people.ts'
import { makeCountyDir, type RunningCountyProcess, startCounty } from './support/county.ts'
import { logIn, watchConsole } from './support/desk.ts'
import { makeDataDir, removeDataDir, type RunningOffice, startOffice } from './support/office.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { fillSmallOffice, names, type SmallOffice, user } from './support/small-office.ts'

test.describe.configure({ mode: 'serial' })

const officeDir = makeDataDir()
const countyDir = makeCountyDir()
let county: RunningCountyProcess
let office: RunningOffice
let calls: Calls
let small: SmallOffice
let page: Page
let complaints: string[]
let visitId = ''

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  county = await startCounty(countyDir.path)
  office = await startOffice(officeDir)
  calls = await openCalls(office.url)
  small = await fillSmallOffice(calls)
  page = await (await browser.newContext({ acceptDownloads: true })).newPage()
  complaints = watchConsole(page)
  await page.goto(county.url)
})

test.afterAll(async () => {
  await page.context().close()
  await office.stop()
  await county.stop()
  removeDataDir(officeDir)
  countyDir.remove()
})

async function logInToCounty(): Promise<void> {
  await page.getByLabel('登录名').fill(countyAdministrator.login)
  await page.getByLabel('密码').fill(countyAdministrator.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible()
}

const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 })
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

test('[CS1] a wrong password is answered in one sentence, the right one opens the board', async () => {
  await expect(heading(countyName)).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('登录名').fill(countyAdministrator.login)
  await page.getByLabel('密码').fill('不是这个密码-2026')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('账号或密码不对')
  await expect(page.getByLabel('密码')).toBeFocused()
  const answered = page.waitForResponse((response) => response.request().postData()?.includes('"console.logIn"') ?? false)
  await logInToCounty()
  await expect(page.getByText('还没有司法所')).toBeVisible()
  await expectAccessible(page)
  const { value } = (await (await answered).json()) as { value: { token: string } }
  expect(value.token.length).toBeGreaterThan(20)
  expect(JSON.stringify(await page.evaluate(() => [{ ...sessionStorage }, { ...localStorage }, document.cookie, location.href]))).not.toContain(value.token)
  await page.reload()
  await logInToCounty()
})

test('[CS2] the administrator makes an office and reads a one-time code over the telephone', async () => {
  await page.getByRole('link', { name: '设备与所' }).click()
  await page.getByRole('button', { name: '新建司法所' }).click()
  const founding = page.getByRole('dialog', { name: '新建司法所' })
  await founding.getByLabel('司法所名称').fill('石塘司法所')
  await founding.getByLabel('编码').fill('3311')
  await founding.getByRole('button', { name: '建立' }).click()
  await expect(founding.getByRole('alert')).toContainText('9 位数字')
  await founding.getByLabel('编码').fill('331125001')
  await founding.getByRole('button', { name: '建立' }).click()
  await page.getByRole('button', { name: '给 石塘司法所 发接入码' }).click()
  const dialog = page.getByRole('dialog', { name: '石塘司法所的接入码' })
  await dialog.getByRole('button', { name: '现在生成' }).click()
  const code = (await dialog.getByLabel('接入码', { exact: true }).textContent()) ?? ''
  expect(code).toMatch(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '已念完，关闭' }).click()
  await expect(page.getByText(code)).toHaveCount(0)

  // The office wrote a visit before it had any line at all.
  const visit = {
    kind: 'visit' as const, subjectId: small.man.id, occurredAt: hoursAgo(27), place: '云和县石塘镇长汀村8号', text: '在家务农，父亲在旁。', participants: [{ personId: small.volunteer.personId, name: names.volunteer }], attachments: [],
    visitType: 'ONSITE' as const, reason: 'ROUTINE' as const, met: [{ who: 'SUBJECT' as const, name: '' }], findings: [{ topic: 'MOOD' as const, grade: 'ATTENTION' as const, text: '为还债着急' }], nextVisitOn: null,
  }
  visitId = (await must(calls.record.log({ record: visit, draftId: null }))).record.id
  await must(calls.record.log({ record: { ...visit, subjectId: small.woman.id, occurredAt: hoursAgo(3), participants: [], findings: [], text: '一切正常。' }, draftId: null }))
  expect((await must(calls.sync.status({}))).waiting).toBeGreaterThan(0)
  await must(calls.enrolment.enrol({ address: county.url, code }))
  expect(await must(calls.sync.now({}))).toMatchObject({ waiting: 0, problem: '' })
})

test('[CS3] what the office sent shows on the board by itself, each number with its list', async () => {
  await expect(page.getByRole('button', { name: /^停用 石塘司法所/ })).toBeVisible()
  await page.getByRole('link', { name: '总览' }).click()
  await expect(page.getByRole('link', { name: '石塘司法所 在册对象 3' })).toBeVisible()
  await expect(page.getByRole('link', { name: '全县 待审核 2' })).toBeVisible()
  await expect(page.getByRole('link', { name: '石塘司法所 待送出 0' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: '石塘司法所 小组有问题 3' }).click()
  await expect(page.getByText('还没有矫正小组，请为其确定小组成员。').first()).toBeVisible()
  await page.getByRole('button', { name: '《社区矫正法》第二十五条第一款' }).first().click()
  await expect(page.getByText('为其确定矫正小组，负责落实相应的矫正方案').first()).toBeVisible()
  await expectAccessible(page)
})

test('[CS4] a record shows its three times, its hands, its batch and its receipt', async () => {
  await page.getByRole('link', { name: '总览' }).click()
  await page.getByRole('link', { name: '全县 待审核 2' }).click()
  await expect(page.getByRole('tab', { name: '走访 2' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('grid', { name: '记录名单' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(heading(/^王树生 · 走访/)).toBeVisible()
  const times = page.getByRole('region', { name: '三个时间' })
  await expect(times.locator('time')).toHaveCount(3)
  await expect(times).toContainText('发生后 1 天 3 小时')
  await expect(times).toContainText('县局服务器的时钟')
  await expect(page.getByText('同行，只是列名，本人没有确认')).toBeVisible()
  const origin = page.getByRole('region', { name: '批次与回执' })
  await expect(origin).toContainText('这台设备的第 1 批')
  const sent = await must(calls.sync.batches({ limit: 1 }))
  await origin.getByRole('button', { name: '展开批次校验码' }).click()
  await expect(origin).toContainText(sent[0]?.hash ?? 'no batch')
  await expectAccessible(page)
})

test('[CS5] a record sent back with a comment stands in the office\'s 退回', async ({ browser }) => {
  await page.getByRole('button', { name: '退回…' }).click()
  const dialog = page.getByRole('dialog', { name: '退回 1 条记录' })
  await dialog.getByRole('button', { name: '退回' }).click()
  await expect(dialog.getByRole('alert')).toContainText('请写明要改什么')
  await dialog.getByLabel('退回意见').fill('请补写债务的数额和债主。')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('县局退回：林一', { exact: false })).toContainText('请补写债务的数额和债主。')
  await expect(page.getByRole('region', { name: '县局保存的版本' }).getByRole('row')).toHaveCount(3)
  await must(calls.sync.now({}))
  expect(await must(calls.sync.returned({}))).toMatchObject([{ id: visitId, kind: 'returned', reason: '请补写债务的数额和债主。' }])
  const desk = await (await browser.newContext()).newPage()
  await desk.goto(office.url)
  await logIn(desk, user(names.director))
  await goTo(desk, '/sync')
  await expect(desk.getByText('请补写债务的数额和债主。')).toBeVisible()
  await desk.context().close()
})

test('[CS6] a correction and the record it corrects lead to each other', async () => {
  await must(calls.record.correct({ recordId: visitId, reason: '补写债务', record: { ...(await visitFacts()), text: '欠表兄两万元，已约定分期还。' }, draftId: null }))
  await must(calls.sync.now({}))
  await page.getByRole('link', { name: '看更正后的记录' }).click()
  await expect(page.getByText('更正原因：补写债务')).toBeVisible()
  await page.getByRole('link', { name: '看被更正的原记录' }).click()
  await expect(page.getByText('在家务农，父亲在旁。')).toBeVisible()
})

async function visitFacts() {
  const { record } = await must(calls.record.get({ id: visitId }))
  if (record.kind !== 'visit') throw new Error('no visit')
  const { kind, subjectId, occurredAt, place, participants, attachments, visitType, reason, met, findings, nextVisitOn } = record
  return { kind, subjectId, occurredAt, place, participants, attachments, visitType, reason, met, findings, nextVisitOn }
}

test('[CS7] records are marked with Space and passed with Alt A; list, place and selection survive what arrives', async () => {
  await page.getByRole('link', { name: '记录', exact: true }).click()
  await page.getByLabel('审核', { exact: true }).selectOption('待审核')
  const grid = page.getByRole('grid', { name: '记录名单' })
  await expect(grid.getByRole('row')).toHaveCount(3)
  await grid.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('已选 1 条')).toBeVisible()
  await must(calls.subject.create({ ...(await someSubject()), subjectNo: 'YH2026010', name: '叶小溪' }))
  await must(calls.sync.now({}))
  await expect(page.getByText('已选 1 条')).toBeVisible()
  await page.keyboard.press('Alt+a')
  await expect(page.getByText('1 条已通过')).toBeVisible()
  await expect(grid.getByRole('row')).toHaveCount(2)
})

async function someSubject() {
  const { id: _id, source: _source, withdrawn: _withdrawn, createdAt: _createdAt, editedAt: _editedAt, editedBy: _editedBy, revision: _revision, receivedAt: _receivedAt, refused: _refused, ...facts } = await must(calls.subject.get({ id: small.woman.id }))
  return { ...facts, idNo: '' }
}

test('[CS8] the filter is exported as a workbook after its purpose was named', async () => {
  await page.getByRole('button', { name: '导出…' }).click()
  const dialog = page.getByRole('dialog', { name: '导出为表格' })
  await dialog.getByRole('button', { name: '导出' }).click()
  await expect(dialog.getByRole('alert')).toContainText('请写明用途')
  await dialog.getByLabel('用途').fill('季度检查')
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: '导出' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(/^走访记录-\d{4}-\d{2}-\d{2}\.xlsx$/)
  expect(readFileSync(await file.path()).subarray(0, 2).toString()).toBe('PK')
})

test('[CS9] subjects are found by name; the page of one shows group, findings and records', async () => {
  await page.getByRole('link', { name: '对象', exact: true }).click()
  await page.getByRole('textbox', { name: '按姓名、编号、证件号码或电话查找' }).fill('王树')
  await expect(page.getByText('1 人', { exact: true })).toBeVisible()
  expect(decodeURIComponent(page.url())).not.toContain('王树')
  await page.getByRole('grid', { name: '对象名单' }).focus()
  await page.keyboard.press('Enter')
  await expect(heading('王树生')).toBeVisible()
  await expect(page.getByRole('region', { name: '矫正小组' })).toContainText('雷建国')
  await expect(page.getByRole('region', { name: /走访和谈话/ })).toContainText('已被更正')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByText('1 人', { exact: true })).toBeVisible()
})

test('[CS10] the ledger lists every batch with its hashes', async () => {
  await page.getByRole('link', { name: '批次台账' }).click()
  await page.getByRole('grid', { name: '批次台账' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /^台账第 \d+ 位$/ })).toContainText('石塘司法所')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
})

test('[CR2] on a stick, by the pages of both: the office writes, the county takes it and answers, the office takes the answer', async ({ browser }) => {
  const stick = mkdtempSync(join(tmpdir(), 'stick-'))
  const onStick = (begins: string) => join(stick, readdirSync(stick).find((name) => name.startsWith(begins)) ?? '')
  const desk = await (await browser.newContext()).newPage()
  await desk.goto(office.url)
  await logIn(desk, user(names.director))
  await goTo(desk, '/courier')
  await desk.getByLabel('或者写文件夹的完整路径').fill(stick)
  await desk.getByRole('button', { name: '用这里' }).click()
  await desk.getByRole('button', { name: '写上报文件' }).click()
  await expect(desk.getByText('已写好并核对无误，可以拔下优盘。')).toBeVisible()
  await expectAccessible(desk)
  await page.getByRole('link', { name: '离线交换' }).click()
  await page.getByLabel('选择交换文件').setInputFiles(onStick('上报'))
  await expect(page.getByText('第 1 号交换文件已导入')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '写回执' }).click()
  const answer = await download
  await answer.saveAs(join(stick, answer.suggestedFilename()))
  await desk.getByRole('button', { name: '重新看优盘' }).click()
  await desk.getByRole('button', { name: '导入', exact: true }).click()
  await expect(desk.getByText('第 1 号回执已导入', { exact: false })).toBeVisible()
  await desk.context().close()
  rmSync(stick, { recursive: true, force: true })
})

test('[CS11] an officer of the county sees no administration and is refused it by address', async () => {
  await page.getByRole('link', { name: '用户' }).click()
  await page.getByRole('button', { name: '新建用户' }).click()
  const dialog = page.getByRole('dialog', { name: '新建用户' })
  await dialog.getByLabel('姓名').fill('吴三')
  await dialog.getByLabel('登录名').fill('wusan')
  await dialog.getByLabel('初始密码').fill('溪水-白鹭-1107')
  await dialog.getByRole('button', { name: '建立' }).click()
  await expect(page.getByRole('cell', { name: 'wusan' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByText('您已退出登录。')).toBeVisible()
  await page.getByLabel('登录名').fill('wusan')
  await page.getByLabel('密码').fill('溪水-白鹭-1107')
  await page.keyboard.press('Enter')
  await expect(heading('总览')).toBeVisible()
  await expect(page.getByRole('link', { name: '用户' })).toHaveCount(0)
  await goTo(page, '/users')
  await expect(heading('总览')).toBeVisible()
})

test('[CS12] no page is wider than the window, and no page broke the content policy', async () => {
  for (const path of ['/', '/subjects', '/groups', '/records', '/ledger', '/devices', `/records/${visitId}`, `/subjects/${small.man.id}`]) {
    await goTo(page, path)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    expect(await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('main, [role="grid"]')].every((box) => box.scrollWidth <= box.clientWidth)), path).toBe(true)
  }
  expect(complaints).toEqual([])
})

test('[CS13] while the server is away a calm banner stands; a session that ended leads back to the same page', async () => {
  await goTo(page, '/ledger')
  const { port } = new URL(county.url)
  await county.stop()
  await expect(page.getByText('县局服务器暂时没有回应', { exact: false })).toBeVisible()
  county = await startCounty(countyDir.path, Number(port))
  await expect(page.getByText('县局服务器暂时没有回应', { exact: false })).toHaveCount(0)
  // What the page asks by itself when the server is back must not take the answer that is meant for the person's own question.
  let ended = false
  await page.route('**/api/call', (route) => {
    if (ended || !route.request().postData()?.includes('"331125001"')) return route.fallback()
    ended = true
    return route.fulfill({ json: { ok: false, error: { code: 'NOT_SIGNED_IN', params: {} } } })
  })
  await page.getByLabel('司法所').selectOption('石塘司法所')
  await expect(page.getByText('登录已到期，请重新登录。', { exact: false })).toBeVisible()
  await page.getByLabel('登录名').fill('wusan')
  await page.getByLabel('密码').fill('溪水-白鹭-1107')
  await page.keyboard.press('Enter')
  await expect(heading('批次台账')).toBeVisible()
  await expect(page.getByLabel('司法所')).toHaveValue('331125001')
})
