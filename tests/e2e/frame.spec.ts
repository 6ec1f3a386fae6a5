import { expect, type Page } from '@playwright/test'
import { newOffice, test } from './support/desk-test.ts'
import { director, enterPassword, logIn, setUp, watchConsole } from './support/desk.ts'
import { expectAccessible, goTo } from './support/page.ts'

test.describe.configure({ mode: 'serial' })

const office = newOffice()
let page: Page
let complaints: string[]

test.beforeAll(async () => {
  page = (await office.open()).page
  complaints = watchConsole(page)
})

/** A page that scrolls sideways on the smallest screen of an office. */
async function expectNoSidewaysScroll(): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0)
}

test('[DK5] the first run says what is missing and ends at 今日', async () => {
  await page.getByRole('button', { name: '建立并进入' }).click()
  await expect(page.getByText('请填写司法所全称。')).toBeVisible()
  await expect(page.getByText('请设一个密码。')).toBeVisible()
  await setUp(page)
  await expect(page.getByText('从这里开始')).toBeVisible()
})

test('[DK1] the launch token is gone from the address', { tag: '@browser' }, () => {
  expect(page.url()).not.toContain('launch')
})

test('[DK17] the form of a subject says what is missing beside the field and puts the focus there', async () => {
  await page.getByRole('link', { name: '对象', exact: true }).click()
  await page.getByRole('button', { name: '新增矫正对象' }).first().click()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('请填写姓名。')).toBeVisible()
  await expect(page.getByLabel('姓名', { exact: false }).first()).toBeFocused()
  await page.getByLabel('姓名', { exact: false }).first().fill('蓝永福')
  await page.getByRole('link', { name: '记录' }).click()
  await expect(page.getByText('有改动还没有保存')).toBeVisible()
  await page.getByRole('button', { name: '留在这里' }).click()
  await page.getByLabel('编号').fill('SJ2025017')
  await page.getByLabel('公民身份号码').fill('11010519491231002X')
  await expect(page.getByLabel('出生日期')).toHaveValue('1949-12-31')
  await page.getByLabel(/^类别/).selectOption({ label: '缓刑' })
  await page.getByLabel('矫正开始').fill('20260105')
  await page.getByLabel('矫正期满').fill('2027-07-04')
  await page.getByLabel('村（居）').fill('竹坊村')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: '蓝永福', level: 1 })).toBeVisible()
  await expect(page.getByRole('tab', { name: '时间线' })).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(page)
})

test('[DK10] Ctrl K finds a person by initials and by the tail of the ID number, and an action by pinyin', async () => {
  await goTo(page, '/')
  for (const text of ['lyf', 'lanyong', '永福', '002X']) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text)
    await expect(page.getByRole('option', { name: /蓝永福/ })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: '蓝永福', level: 1 })).toBeVisible()
  }
  await page.keyboard.press('Control+k')
  await page.keyboard.type('tongbu')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '同步', level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('ljtb')
  await page.keyboard.press('Enter')
  await expect(page.getByText('本机还没有接入县局。可以继续单机工作，接入后会自动送出。')).toBeVisible()
})

test('[DK16] a list comes back with its filters and its row', async () => {
  await page.getByRole('link', { name: '对象', exact: true }).click()
  await page.getByLabel('管理级别').selectOption({ label: '普管' })
  await page.getByRole('textbox', { name: /姓名、拼音/ }).last().fill('lan')
  await expect(page.getByText('1 人')).toBeVisible()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '蓝永福', level: 1 })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('管理级别')).toHaveValue('ORDINARY')
  await expect(page.getByText('1 人')).toBeVisible()
})

// The desktop app ends the page's process with the lock (electron-shell.spec.ts), and what the page remembered with it.
test('[DK7] Ctrl+L drops everything on screen and says who was in', { tag: '@browser' }, async () => {
  await page.keyboard.press('Control+l')
  await expect(page.getByText(`已锁定，刚才是 ${director.name} 在使用。`)).toBeVisible()
  await expect(page.locator('body')).not.toContainText('蓝永福')
  await expect(page.getByLabel('密码', { exact: true })).toBeFocused()
  await expectAccessible(page)
})

test('[DK6] a wrong password is answered in one sentence, and the field is ready again', { tag: '@browser' }, async () => {
  await enterPassword(page, { name: director.name, password: '不是这个密码-2026' })
  await expect(page.getByText('账号或密码不对。请核对后重新输入，注意大小写。')).toBeVisible()
  await expect(page.getByLabel('密码', { exact: true })).toBeFocused()
  await expect(page.getByLabel('密码', { exact: true })).toHaveValue('')
})

test('[DK8] the same person finds his page again; his filters are forgotten', { tag: '@browser' }, async () => {
  await logIn(page)
  await expect(page.getByRole('heading', { name: '矫正对象', level: 1 })).toBeVisible()
  await expect(page.getByLabel('管理级别')).toHaveValue('')
})

test('[DK13] keyboard alone: search, open, change a tab, leave, lock', async () => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('lyf')
  await expect(page.getByRole('option', { name: /蓝永福/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '蓝永福', level: 1 })).toBeFocused()
  for (let steps = 0; steps < 12 && !(await page.getByRole('tab', { name: '时间线' }).evaluate((tab) => tab === document.activeElement)); steps++) await page.keyboard.press('Tab')
  const file = page.getByRole('tab', { name: '档案' })
  for (let steps = 0; steps < 8 && !(await file.evaluate((tab) => tab === document.activeElement)); steps++) await page.keyboard.press('ArrowRight')
  await expect(file).toBeFocused()
  await expect(page.getByText('11010519491231002X')).toHaveCount(0)
  await page.getByRole('button', { name: /显示/ }).first().press('Enter')
  await expect(page.getByText('11010519491231002X')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: '矫正对象', level: 1 })).toBeVisible()
})

const paths = ['/', '/subjects', '/subjects/new', '/groups', '/people', '/records', '/ledger', '/sync', '/settings']

async function open(path: string): Promise<void> {
  await goTo(page, path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('[DK14] large type is remembered and widens no page', async () => {
  for (const size of ['改用大字', '改用常规字号']) {
    await page.getByRole('button', { name: director.name }).click()
    await page.getByRole('menuitem', { name: size }).click()
    for (const path of paths) {
      await open(path)
      await expectNoSidewaysScroll()
    }
  }
})

for (const path of paths) {
  test(`[DK13] axe finds nothing serious on ${path}`, async () => {
    await open(path)
    await expectAccessible(page)
  })
}

test('[DK4] nothing was refused and no script failed on the way', () => {
  expect(complaints).toEqual([])
})
