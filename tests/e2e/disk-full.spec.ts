import { expect, test } from '@playwright/test'
import { must, openCalls } from './support/calls.ts'
import { logIn } from './support/desk.ts'
import { canMountSmallDisk, makeDataDir, removeDataDir, startOfficeOnSmallDisk } from './support/office.ts'
import { goTo } from './support/page.ts'
import { fillSmallOffice, names, user } from './support/small-office.ts'

test('[V30] a disk that is full while a visit is written: one sentence, nothing lost, and it is submitted once there is room', async ({ page }) => {
  const disk = makeDataDir()
  test.skip(!canMountSmallDisk(disk), 'this kernel gives no disk of our own')
  const office = await startOfficeOnSmallDisk(disk)
  try {
    const calls = await openCalls(office.url)
    const { man } = await fillSmallOffice(calls)
    await page.goto(office.url)
    await logIn(page, user(names.director))
    await goTo(page, `/subjects/${man.id}/visit`)
    const text = page.getByRole('textbox', { name: '走访记录' })
    await page.getByRole('group', { name: '见到谁，可选几项' }).getByLabel('本人').press('Space')
    await text.fill('盘满以前写的。')
    await expect(page.getByText('草稿已自动保存')).toBeVisible()

    office.fill()
    await text.fill('盘满以前写的。盘满以后写的。')
    await expect(page.getByText('草稿没有存上：磁盘已满')).toBeVisible()
    await page.keyboard.press('Control+Enter')
    const summary = page.getByRole('dialog', { name: '核对这条走访记录' })
    await summary.getByRole('button', { name: '提交' }).click()
    await expect(summary.getByRole('alert')).toHaveText('磁盘已满，这一条没有保存，原有数据完好。请清理磁盘空间后再保存。')
    await summary.getByRole('button', { name: '返回修改' }).click()

    await page.getByRole('button', { name: '返回', exact: true }).click()
    await page.getByRole('dialog', { name: '草稿没有存上' }).getByRole('button', { name: '留在这里' }).click()
    await expect(text).toHaveValue('盘满以前写的。盘满以后写的。')

    office.empty()
    await expect(page.getByText('草稿已自动保存')).toBeVisible({ timeout: 15_000 })
    await page.keyboard.press('Control+Enter')
    await summary.getByRole('button', { name: '提交' }).click()
    await expect(page.getByText('已保存，待送出')).toBeVisible()
    const { entries } = await must(calls.subject.timeline({ id: man.id, before: null, limit: 50 }))
    expect(entries.map(({ record }) => 'text' in record && record.text)).toEqual(['盘满以前写的。盘满以后写的。'])
  } finally {
    await office.kill()
    removeDataDir(disk)
  }
})
