import { expect, type Page } from '@playwright/test'

/** The invented first user of an office. */
export const director = { officeName: '云和县石塘司法所', name: '周明', login: '周明', password: '石塘水库-2026-晨' } as const

/** Fills the first-run page and waits for 今日. */
export async function setUp(page: Page, user: typeof director = director): Promise<void> {
  await expect(page.getByRole('heading', { name: '第一次使用这台电脑' })).toBeVisible()
  await page.getByLabel('司法所名称').fill(user.officeName)
  await page.getByLabel('您的姓名').fill(user.name)
  await page.getByLabel('登录名').fill(user.login)
  await page.getByLabel('密码', { exact: false }).first().fill(user.password)
  await page.getByLabel('再输一次密码').fill(user.password)
  await page.getByRole('button', { name: '建立并进入' }).click()
  await expect(page.getByRole('heading', { name: '今日', level: 1 })).toBeVisible()
}

/** Chooses the tile and types the password; does not wait for what comes then. */
export async function enterPassword(page: Page, user: { name: string; password: string }): Promise<void> {
  const tile = page.getByRole('button', { name: new RegExp(user.name) })
  if ((await tile.getAttribute('aria-pressed')) !== 'true') await tile.click()
  await page.getByLabel('密码', { exact: true }).fill(user.password)
  await page.keyboard.press('Enter')
}

/** Logs in and waits for the home page. */
export async function logIn(page: Page, user: { name: string; password: string } = director): Promise<void> {
  await enterPassword(page, user)
  await expect(page.getByRole('button', { name: '锁定', exact: true })).toBeVisible()
}

/** Collects what the page complains about: script errors, refused content, failed requests. */
export function watchConsole(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
