import { expect, type Page } from '@playwright/test'
import { type Calls, codeOf, must } from './support/calls.ts'
import { smallOffice, test } from './support/desk-test.ts'
import { logIn } from './support/desk.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { names, user } from './support/small-office.ts'

const office = smallOffice()
let calls: Calls

test.beforeEach(async ({ desk }) => {
  calls = desk.calls
  await logIn(desk.page, user(names.director))
})

const groupOf = async (subjectId: string) => must(calls.group.get({ subjectId }))
const add = async (page: Page, name: string) => {
  await page.getByRole('searchbox', { name: '在名册里找人' }).fill(name)
  await page.keyboard.press('Enter')
}
const seat = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })

test('[V27] a woman\'s group without a woman is refused with the article, and formed with one', async ({ page }) => {
  await goTo(page, `/subjects/${office.small.woman.id}/group`)
  await add(page, names.director)
  await add(page, '雷建国')
  await page.getByPlaceholder('例如：父母已故').fill('父母已故，未婚')
  const rule = page.getByText(/女性/).filter({ hasText: '必须解决' })
  await expect(rule.first()).toBeVisible()
  await page.getByRole('button', { name: '《社区矫正法》第二十五条第二款' }).click()
  await expect(page.getByText('社区矫正对象为女性的，矫正小组中应有女性成员。')).toBeVisible()
  await page.getByRole('button', { name: '定组' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '不能定组' })).toBeVisible()
  expect((await groupOf(office.small.woman.id)).group).toBeNull()

  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText(/已保存，还有 1 项要解决才能定组/)).toBeVisible()
  expect((await groupOf(office.small.woman.id)).group).toMatchObject({ formedOn: null, exceptionReason: '父母已故，未婚' })

  await add(page, names.officer)
  await expect(rule).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: '定组' }).click()
  await expect(page.getByText(/已定组，待送出/)).toBeVisible()
  const { group, findings } = await groupOf(office.small.woman.id)
  expect(group?.formedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(group?.members.map(({ name, seat: at, isLeader }) => `${name} ${at} ${isLeader}`)).toEqual(['周正 FIXED_OFFICE true', '雷建国 FIXED_VILLAGE false', '叶青 FIXED_OFFICE false'])
  expect(findings.filter(({ level }) => level === 'hard')).toEqual([])
})

test('[V27] a minor\'s group asks for somebody who knows minors, and takes a guardian written on the spot', async ({ page }) => {
  await goTo(page, `/subjects/${office.small.minor.id}/group`)
  await add(page, names.officer)
  await add(page, '雷建国')
  await expect(seat(page, '监护人或家属').getByText('必须解决')).toBeVisible()
  await expect(page.getByText('《社区矫正法》第五十二条第二款')).toBeVisible()
  expect((await must(calls.group.check({ subjectId: office.small.minor.id, members: [], exceptionReason: '' }))).findings.map(({ ruleId }) => ruleId)).toContain('G-04')

  await page.getByRole('button', { name: '新增人员' }).click()
  const dialog = page.getByRole('dialog', { name: '新增人员' })
  await dialog.getByLabel('姓名').fill('吴海山')
  await dialog.getByLabel('性别').selectOption({ label: '男' })
  await dialog.getByLabel('与吴小海的关系').fill('父亲')
  await dialog.getByRole('button', { name: '保存并加入' }).click()
  await expect(seat(page, '监护人或家属').getByText('吴海山')).toBeVisible()
  await add(page, '毛秀英')
  await expect(page.getByText('《社区矫正法》第五十二条第二款')).toHaveCount(0)
  await page.getByRole('button', { name: '定组' }).click()
  await expect(page.getByText(/已定组，待送出/)).toBeVisible()
  const father = (await must(calls.person.list({ kind: 'GUARDIAN', activeOnly: true }))).find(({ person }) => person.name === '吴海山')
  expect(father).toMatchObject({ groupCount: 1, person: { relativeOf: office.small.minor.id, relation: '父亲' } })
})

test('[V29] a change that is not saved is not lost by leaving', async ({ page }) => {
  await goTo(page, `/subjects/${office.small.man.id}/group`)
  await add(page, '毛秀英')
  await page.getByRole('button', { name: '返回' }).click()
  await page.getByRole('dialog', { name: '小组有改动没有保存' }).getByRole('button', { name: '留在这里' }).click()
  await expect(seat(page, 'X 力量').getByText('毛秀英')).toBeVisible()
  await page.getByRole('button', { name: '返回' }).click()
  await page.getByRole('button', { name: '不保存，离开' }).click()
  await expect(page).toHaveURL(new RegExp(`#/subjects/${office.small.man.id}$`))
  expect((await groupOf(office.small.man.id)).group?.members).toHaveLength(4)
})

test('[V28] the letter takes its number when it is printed, fits A4, and shows nothing of the desk', async ({ page, desk }) => {
  await goTo(page, `/subjects/${office.small.man.id}/letter`)
  const letter = page.getByRole('article', { name: '社区矫正小组责任书' })
  await expect(letter).toContainText('编号：打印时生成')
  expect((await groupOf(office.small.man.id)).group?.letterPrintedAt).toBeNull()
  await expectAccessible(page)

  await page.evaluate(() => { window.print = () => document.body.setAttribute('data-printed', '1') })
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await expect(page.locator('body')).toHaveAttribute('data-printed', '1')
  expect((await groupOf(office.small.man.id)).group?.letterPrintedAt).toMatch(/Z$/)
  const again = await must(calls.group.printLetter({ subjectId: office.small.man.id }))
  await expect(letter).toContainText(`编号：${again.serial}`)
  for (const name of ['周正', '雷建国', '王德福', '蓝田']) await expect(letter.getByRole('row', { name })).toBeVisible()

  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeHidden()
  await expect(page.getByRole('button')).toHaveCount(0)
  const pdf = (await desk.pdf()).toString('latin1')
  const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))])
  expect(sizes).toEqual([[595, 842], [595, 842]])
})

test('[V28] no letter without a formed group', async ({ page }) => {
  await goTo(page, `/subjects/${office.small.closed.id}/letter`)
  await expect(page.getByText('还没有矫正小组')).toBeVisible()
  expect(await codeOf(calls.group.printLetter({ subjectId: office.small.closed.id }))).toBe('GROUP_HAS_HARD_FINDINGS')
})
