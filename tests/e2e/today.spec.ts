import { expect } from '@playwright/test'
import { must } from './support/calls.ts'
import { smallOffice, test } from './support/desk-test.ts'
import { logIn } from './support/desk.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { names, user } from './support/small-office.ts'

test.describe.configure({ mode: 'serial' })
const office = smallOffice()

test('[DT1] [DT2] [DT3] what the law asks stands in 今日, leads to its form, and is gone when it is done or does not apply', async ({ desk, page }) => {
  await logIn(page, user(names.director))
  await expect(page.getByRole('heading', { name: '今日', level: 1 })).toBeVisible()
  const { rows } = await must(desk.calls.duty.list({ days: 400 }))
  const owed = rows.find(({ action, subjectId }) => action === '通信联络' && subjectId === office.small.man.id)
  if (!owed) throw new Error('nothing owed to the small office')
  await goTo(page, `/subjects/${office.small.man.id}?tab=duties`)
  await page.getByRole('button', { name: /以后到期/ }).click()
  await page.getByRole('button', { name: `依据：${owed.article}` }).first().press('F1')
  await expect(page.getByRole('dialog', { name: '依据' })).toContainText(owed.basis)
  await page.getByRole('dialog', { name: '依据' }).getByRole('button', { name: '知道了' }).click()
  await expectAccessible(page)
  const row = page.getByRole('listitem').filter({ hasText: '通信联络' })
  await row.getByRole('button', { name: /^不适用/ }).click()
  await page.getByRole('button', { name: '写明不适用' }).click()
  await expect(page.getByText('请写明原因（至少四个字）。')).toBeVisible()
  await page.getByLabel('为什么不用办').fill('住院治疗，由家属代为联系')
  await page.getByRole('button', { name: '写明不适用' }).click()
  await expect(page.getByText('已写明不适用，待送出')).toBeVisible()
  await expect.poll(async () => (await must(desk.calls.duty.list({ days: 400 }))).rows.some(({ key, subjectId }) => key === owed.key && subjectId === office.small.man.id)).toBe(false)
  const plan = page.getByRole('button', { name: /^去办：.*矫正方案/ }).first()
  await plan.click()
  await expect(page).toHaveURL(/\/write\/plan/)
})

test('[FO4] [FO5] a document is looked at, then taken with its note; the rule book tells its source', async ({ desk, page }) => {
  await logIn(page, user(names.director))
  await expect(page.getByRole('heading', { name: '今日', level: 1 })).toBeVisible()
  await goTo(page, `/subjects/${office.small.man.id}?tab=forms`)
  await page.getByRole('button', { name: /^打开：社区矫正宣告书/ }).click()
  await expect(page.getByRole('article', { name: '社区矫正宣告书' })).toContainText(office.small.man.name)
  await expectAccessible(page)
  const issued = async () => (await must(desk.calls.form.list({ subjectId: office.small.man.id }))).find(({ formId }) => formId === 'declaration')?.issued
  expect(await issued()).toBe(0)
  await page.getByRole('button', { name: '存为 docx' }).click()
  await expect(page.getByText(/文件已生成/)).toBeVisible()
  expect(await issued()).toBe(1)
  await goTo(page, '/rules')
  await page.getByLabel('查找规则').fill('C-02')
  await expect(page.getByRole('article')).toContainText('警告')
  await expectAccessible(page)
})
