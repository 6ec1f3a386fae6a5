// Browser mode's own: the desktop app starts its host again by itself and has no address that could grow old, and its
// profile is in memory.
import { expect, test } from '@playwright/test'
import { openCalls } from './support/calls.ts'
import { logIn } from './support/desk.ts'
import { makeDataDir, removeDataDir, startOffice } from './support/office.ts'
import { goTo } from './support/page.ts'
import { openProfile } from './support/profile.ts'
import { fillSmallOffice, names, password, user } from './support/small-office.ts'

test('[DK2] [DK3] [ST65] a host that is gone is said calmly; after a new start the old page says it is over, the new address opens the desk; the browser keeps nothing of anybody', async () => {
  const dataDir = makeDataDir()
  const profile = await openProfile()
  let office = await startOffice(dataDir)
  try {
    const { man } = await fillSmallOffice(await openCalls(office.url))
    const page = await profile.context.newPage()
    await page.goto(office.url)
    await logIn(page, user(names.director))
    // Once, so that the browser has the page's code: what is loaded later could not come from a host that is gone.
    await goTo(page, `/subjects/${man.id}`)
    await expect(page.getByRole('heading', { name: man.name, level: 1 })).toBeVisible()
    await page.getByRole('link', { name: '对象', exact: true }).click()
    await expect(page.getByText(man.name).first()).toBeVisible()
    await page.getByRole('link', { name: '今日' }).click()
    const port = Number(new URL(office.url).port)
    await office.kill()
    await expect(page.getByText('本机程序没有回应')).toBeVisible()
    await page.getByRole('link', { name: '对象', exact: true }).click()
    await expect(page.getByText(/程序没有回应，这一步没有完成/)).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('wangshusheng')
    await expect(page.getByRole('option', { name: /程序没有回应，这一步没有完成/ })).toBeVisible()
    office = await startOffice(dataDir, port)
    // The new start has a new launch token, so the old page must say that it is over instead of hanging.
    await expect(page.getByRole('heading', { name: '这个页面已经失效' })).toBeVisible({ timeout: 20_000 })

    await page.goto('about:blank')
    await page.goto(office.url)
    await logIn(page, user(names.director))
    await page.reload()
    await expect(page.getByRole('button', { name: names.director })).toBeVisible()

    const { name, visitHint, residence, idNo, phone } = man
    const found = await profile.filesWith([name, visitHint, residence, idNo, phone, names.director, 'wangshusheng', password])
    expect(found).toEqual([])
    // The sweep itself: the address of the desk stands in the history.
    expect(await profile.filesWith([new URL(office.url).host])).not.toEqual([])
  } finally {
    await profile.context.close()
    profile.remove()
    await office.stop()
    removeDataDir(dataDir)
  }
})
