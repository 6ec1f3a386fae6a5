// Browser mode's own: the desktop app starts its host again by itself and has no address that could grow old.
import { expect, test } from '@playwright/test'
import { director, logIn, setUp } from './support/desk.ts'
import { makeDataDir, removeDataDir, startOffice } from './support/office.ts'

test('[DK2] [DK3] a host that is gone is said calmly; after a new start the old page says it is over, the new address opens the desk', async ({ page }) => {
  const dataDir = makeDataDir()
  let office = await startOffice(dataDir)
  try {
    await page.goto(office.url)
    await setUp(page)
    // Once, so that the browser has the page's code: what is loaded later could not come from a host that is gone.
    await page.getByRole('link', { name: '对象', exact: true }).click()
    await expect(page.getByRole('heading', { name: '矫正对象', level: 1 })).toBeVisible()
    await page.getByRole('link', { name: '今日' }).click()
    const port = Number(new URL(office.url).port)
    await office.kill()
    await expect(page.getByText('本机程序没有回应')).toBeVisible()
    await page.getByRole('link', { name: '对象', exact: true }).click()
    await expect(page.getByText(/程序没有回应，这一步没有完成/)).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('lyf')
    await expect(page.getByRole('option', { name: /程序没有回应，这一步没有完成/ })).toBeVisible()
    office = await startOffice(dataDir, port)
    // The new start has a new launch token, so the old page must say that it is over instead of hanging.
    await expect(page.getByRole('heading', { name: '这个页面已经失效' })).toBeVisible({ timeout: 20_000 })

    await page.goto('about:blank')
    await page.goto(office.url)
    await logIn(page)
    await page.reload()
    await expect(page.getByRole('button', { name: director.name })).toBeVisible()
  } finally {
    await office.stop()
    removeDataDir(dataDir)
  }
})
