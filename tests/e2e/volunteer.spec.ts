import { expect, test } from '@playwright/test'
import { type Calls, codeOf, must, openCalls } from './support/calls.ts'
import { logIn } from './support/desk.ts'
import { makeDataDir, removeDataDir, type RunningOffice, startOffice } from './support/office.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { fillSmallOffice, names, password, type SmallOffice, user } from './support/small-office.ts'

test.use({ viewport: { width: 1024, height: 768 } })

const dataDir = makeDataDir()
let office: RunningOffice
let calls: Calls
let small: SmallOffice

test.beforeAll(async () => {
  office = await startOffice(dataDir)
  calls = await openCalls(office.url)
  small = await fillSmallOffice(calls)
})
test.afterAll(async () => {
  await office.stop()
  removeDataDir(dataDir)
})

/** What a volunteer must never meet: numbers, judgments, the names of others' subjects. */
const secrets = ['331125199001011237', '1237', '331125199203034561', '33112520090909123X', '危险驾驶', '刑初', 'YH2026', '季红梅', '吴小海', '梅成', '13900000002']

test('[V33] a volunteer meets his own group\'s subject only, and no number of anybody, on screen or on the wire', async ({ page }) => {
  const answers: string[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/call')) void response.text().then((text) => answers.push(text), () => undefined)
  })
  await page.goto(office.url)
  await logIn(page, user(names.volunteer))
  await expect(page.getByRole('heading', { name: '蓝田，您好' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /我的对象/ }).click()
  await expect(page.getByRole('heading', { name: '王树生' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1)
  await expect(page.getByText('院里有狗，进门前先喊人。')).toBeVisible()
  await expectAccessible(page)
  let seen = await page.content()
  for (const path of [`/subjects/${small.man.id}`, '/subjects', `/subjects/${small.woman.id}/visit`, '/records', '/groups', `/subjects/${small.man.id}/visit`]) {
    await goTo(page, path)
    await page.waitForLoadState('networkidle')
    seen += await page.content()
  }
  await expect.poll(() => answers.some((text) => text.includes('王树生'))).toBe(true)
  for (const secret of secrets) {
    expect(seen).not.toContain(secret)
    expect(answers.join('\n')).not.toContain(secret)
  }

  const mine = await openCalls(office.url)
  await must(mine.session.logIn({ login: 'lantian', password }))
  expect((await must(mine.subject.list({}))).rows.map(({ name, idTail, subjectNo }) => [name, idTail, subjectNo])).toEqual([['王树生', '', '']])
  expect(await codeOf(mine.subject.get({ id: small.man.id }))).toBe('NOT_ALLOWED')
  expect(await codeOf(mine.subject.brief({ id: small.woman.id }))).toBe('NOT_AVAILABLE')
  expect(await codeOf(mine.record.prepare({ subjectId: small.woman.id, kind: 'visit' }))).toBe('NOT_AVAILABLE')
})

test('[V34] a volunteer writes a visit one question at a time, and finds it again', async ({ page }) => {
  await page.goto(office.url)
  await logIn(page, user(names.volunteer))
  await page.getByRole('button', { name: /记一次走访/ }).click()
  await page.getByRole('button', { name: '就是王树生' }).click()
  await expect(page.getByText('第 1 步，共 5 步')).toBeVisible()
  await expect(page.getByLabel('地点', { exact: true }).last()).toHaveValue('云和县石塘镇长汀村8号')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('本人', { exact: true }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '没有错，记下来' }).click()
  // Nothing was said yet: led to the screen where it can be said.
  await expect(page.getByText('第 3 步，共 5 步')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveText(/请至少填写一项/)
  await page.getByRole('radiogroup', { name: '思想情绪' }).getByText('需关注').click()
  await expectAccessible(page)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('textbox', { name: '再说几句' }).fill('睡不好。')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByText('思想情绪 需关注')).toBeVisible()
  await page.getByRole('button', { name: '没有错，记下来' }).click()
  await expect(page.getByRole('heading', { name: '已记下，等待送到司法所' })).toBeVisible()
  await page.getByRole('button', { name: '好的' }).click()
  await page.getByRole('button', { name: /我的记录/ }).click()
  await expect(page.getByText('已记下，等待送到司法所')).toBeVisible()
  await expect(page.getByText('睡不好。')).toBeVisible()

  const { entries } = await must(calls.subject.timeline({ id: small.man.id, before: null, limit: 10 }))
  expect(entries.map(({ record }) => record)).toMatchObject([{ kind: 'visit', author: { personId: small.volunteer.personId, role: 'volunteer' }, text: '睡不好。', met: [{ who: 'SUBJECT' }], receivedAt: null }])
})
