import { expect } from '@playwright/test'
import { codeOf, must } from './support/calls.ts'
import { smallOffice, test } from './support/desk-test.ts'
import { logIn } from './support/desk.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { names, user } from './support/small-office.ts'

const office = smallOffice()

test.beforeEach(async ({ desk }) => {
  await desk.resize({ width: 1024, height: 768 })
  await logIn(desk.page, user(names.volunteer))
})

/** What a volunteer must never meet: numbers, judgments, the names of others' subjects. */
const secrets = ['331125199001011237', '1237', '331125199203034561', '33112520090909123X', '危险驾驶', '刑初', 'YH2026', '季红梅', '吴小海', '梅成', '13900000002']

test('[V33] a volunteer meets his own group\'s subject only, and no number of anybody, on screen or on the wire', async ({ page, desk: { calls } }) => {
  const answers: string[] = []
  // What the page asks by itself, where its calls are requests, and below what it could ask.
  page.on('response', (response) => {
    if (response.url().endsWith('/call')) void response.text().then((text) => answers.push(text), () => undefined)
  })
  await expect(page.getByRole('heading', { name: '蓝田，您好' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /我的对象/ }).click()
  await expect(page.getByRole('heading', { name: '王树生' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1)
  await expect(page.getByText('院里有狗，进门前先喊人。')).toBeVisible()
  await expectAccessible(page)
  let seen = await page.content()
  for (const path of [`/subjects/${office.small.man.id}`, '/subjects', `/subjects/${office.small.woman.id}/visit`, '/records', '/groups', `/subjects/${office.small.man.id}/visit`]) {
    await goTo(page, path)
    await page.waitForLoadState('networkidle')
    seen += await page.content()
  }
  const mayAsk = [calls.subject.list({}), calls.subject.brief({ id: office.small.man.id }), calls.record.prepare({ subjectId: office.small.man.id, kind: 'visit' }), calls.record.list({ kind: null, syncState: null, offset: 0, limit: 100 }), calls.record.toConfirm({}), calls.draft.list({})]
  for (const asked of mayAsk) answers.push(JSON.stringify(await must<unknown>(asked)))
  expect(answers.some((text) => text.includes('王树生'))).toBe(true)
  for (const secret of secrets) {
    expect(seen).not.toContain(secret)
    expect(answers.join('\n')).not.toContain(secret)
  }

  expect((await must(calls.subject.list({}))).rows.map(({ name, idTail, subjectNo }) => [name, idTail, subjectNo])).toEqual([['王树生', '', '']])
  expect(await codeOf(calls.subject.get({ id: office.small.man.id }))).toBe('NOT_ALLOWED')
  expect(await codeOf(calls.subject.brief({ id: office.small.woman.id }))).toBe('NOT_AVAILABLE')
  expect(await codeOf(calls.record.prepare({ subjectId: office.small.woman.id, kind: 'visit' }))).toBe('NOT_AVAILABLE')
})

test('[V34] a volunteer writes a visit one question at a time, and finds it again', async ({ page }) => {
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

  expect(await office.askAtRest('zhouzheng', 'subject.timeline', { id: office.small.man.id, before: null, limit: 10 })).toMatchObject({ entries: [{ record: { kind: 'visit', author: { personId: office.small.volunteer.personId, role: 'volunteer' }, text: '睡不好。', met: [{ who: 'SUBJECT' }], receivedAt: null } }] })
})

test('[V35] a volunteer corrects on screens of his own, beginning with the reason', async ({ page, desk: { calls } }) => {
  const talk = { kind: 'talk' as const, subjectId: office.small.man.id, occurredAt: new Date(Date.now() - 3_600_000).toISOString(), place: '村委会', text: '谈了种茶。', participants: [], attachments: [], endedAt: null, purpose: 'HELP' as const }
  const { record } = await must(calls.record.log({ record: talk, draftId: null }))
  await goTo(page, `/records/${record.id}/correct`)
  await expect(page.getByRole('heading', { name: '更正谈话：王树生' })).toBeVisible()
  await expect(page.getByText('第 1 步，共 4 步')).toBeVisible()
  await expectAccessible(page)
  for (let step = 0; step < 3; step++) await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '没有错，记下来' }).click()
  await expect(page.getByText('请写明为什么要更正')).toBeVisible()
  await page.getByRole('textbox', { name: '更正原因' }).fill('记错了话题')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByRole('textbox', { name: '谈了什么' })).toHaveValue('谈了种茶。')
  await page.getByRole('textbox', { name: '谈了什么' }).fill('谈了养蜂。')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '没有错，记下来' }).click()
  await expect(page.getByRole('heading', { name: '已记下，等待送到司法所' })).toBeVisible()
  const { rows } = await must(calls.record.list({ kind: 'talk', syncState: null, offset: 0, limit: 10 }))
  expect(rows.find(({ entry }) => entry.record.id === record.id)?.entry).toMatchObject({ record: { text: '谈了种茶。' }, correctedBy: expect.any(String) })
  expect(rows.find(({ entry }) => entry.record.corrects?.recordId === record.id)?.entry.record).toMatchObject({ text: '谈了养蜂。', corrects: { reason: '记错了话题' } })
  await page.getByRole('button', { name: '好的' }).click()
  await goTo(page, `/records/${record.id}/correct`)
  await expect(page.getByText('这条记录已经更正过')).toBeVisible()
  await page.getByRole('button', { name: '打开最新的一条' }).click()
  await expect(page.getByText('第 1 步，共 4 步')).toBeVisible()
})
