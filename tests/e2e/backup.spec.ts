import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { newOffice, test } from './support/desk-test.ts'
import { director, logIn, setUp, watchConsole } from './support/desk.ts'
import { expectAccessible, goTo } from './support/page.ts'
import type { Desk } from './support/shells/shell.ts'

test.describe.configure({ mode: 'serial' })

const office = newOffice()
const stick = mkdtempSync(join(tmpdir(), 'stick-'))
/** Undefined where the shell cannot be had and every test is skipped. */
let desk: Desk | undefined
let page: Page
let complaints: string[]

test.beforeAll(async () => {
  desk = await office.open()
  page = desk.page
  complaints = watchConsole(page)
  await setUp(page)
})
test.afterAll(async () => {
  await desk?.close()
  rmSync(stick, { recursive: true, force: true })
})

/** For people to look at; only where a folder for pictures is given. */
async function picture(name: string): Promise<void> {
  const folder = process.env.DESK_PICTURES
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function addSubject(name: string, no: string): Promise<void> {
  await goTo(page, '/subjects/new')
  await page.getByLabel('姓名', { exact: false }).first().fill(name)
  await page.getByLabel('编号').fill(no)
  await page.getByLabel('公民身份号码').fill('11010519491231002X')
  await page.getByLabel(/^类别/).selectOption({ label: '缓刑' })
  await page.getByLabel('矫正开始').fill('20260105')
  await page.getByLabel('矫正期满').fill('2027-07-04')
  await page.getByLabel('村（居）').fill('竹坊村')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

test('[B14] a backup by hand is made, listed, checked again, and goes to a stick by its path', async () => {
  await addSubject('蓝永福', 'SJ2025017')
  await goTo(page, '/settings?part=backup')
  await expect(page.getByText('还没有备份过')).toBeVisible()
  await picture('backup-empty')
  await page.getByRole('button', { name: '立即备份' }).click()
  const daily = page.getByRole('region', { name: '每天备份的文件夹' })
  await expect(daily.getByText('完好')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('还没有备份过')).toBeHidden()
  const place = page.getByLabel('另外备份到优盘或别的磁盘')
  await place.fill('/no/such/stick')
  await page.getByRole('button', { name: '备份到这里' }).click()
  await expect(page.getByRole('tabpanel').getByRole('alert')).toContainText('这个文件夹打不开或不能写入')
  await place.fill(stick)
  await page.getByRole('button', { name: '备份到这里' }).click()
  const onStick = page.getByRole('region', { name: stick })
  await expect(onStick.getByText('完好')).toBeVisible({ timeout: 60_000 })
  await onStick.getByRole('button', { name: /^核验/ }).click()
  await expect(page.getByText('核验完毕，这份备份完好')).toBeVisible({ timeout: 60_000 })
  expect(readdirSync(stick)).toHaveLength(1)
  await expectAccessible(page)
  await picture('backup-made')
})

test('[B15] before the log-in a backup shows whose it is and what would be missing; a wrong password changes nothing', async () => {
  await addSubject('雷小青', 'SJ2025018')
  await page.getByRole('button', { name: '锁定', exact: true }).click()
  await page.getByRole('button', { name: '从备份恢复' }).click()
  await page.getByLabel('备份在哪个文件夹').fill('/no/such/stick')
  await page.getByRole('button', { name: '看看里面的备份' }).click()
  await expect(page.getByText('这里没有备份')).toBeVisible()
  await page.getByLabel('备份在哪个文件夹').fill(stick)
  await page.getByRole('button', { name: '看看里面的备份' }).click()
  const row = page.getByRole('button', { name: new RegExp(director.officeName) })
  await expect(row).toContainText('1 名对象')
  await picture('restore-choice')
  await row.click()
  await page.getByLabel('做备份那时的密码').fill('不是这个密码-2026')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('密码不对')
  await page.getByLabel('做备份那时的密码').fill(director.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/备份之后本机又写过或改过 .*1 份对象档案/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/还没有送到县局.*对象档案 1 项/)).toBeVisible()
  await expectAccessible(page)
  await picture('restore-compare')
})

test('[B9] [B15] it is restored, the former data lies aside, and the desk says what is missing until somebody has read it', async () => {
  await page.getByRole('button', { name: '恢复到这份备份' }).click()
  await expect(page.getByText('原来的数据没有删除')).toBeVisible({ timeout: 60_000 })
  await picture('restore-done')
  await page.getByRole('button', { name: '去登录' }).click()
  await logIn(page)
  await goTo(page, '/subjects')
  await expect(page.getByText('蓝永福').first()).toBeVisible()
  await expect(page.getByText('雷小青')).toBeHidden()
  await goTo(page, '/settings?part=backup')
  const notice = page.getByRole('region', { name: /的备份恢复的/ })
  await expect(notice).toContainText('对象档案 1 项')
  await picture('restored-notice')
  await notice.getByRole('button', { name: '已核对，不再显示' }).click()
  await expect(notice).toBeHidden()
  expect(complaints).toEqual([])
})
