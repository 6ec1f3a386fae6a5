import { expect } from '@playwright/test'
import { type Calls, codeOf, must } from './support/calls.ts'
import { smallOffice, test } from './support/desk-test.ts'
import { logIn } from './support/desk.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { names, password, user } from './support/small-office.ts'

const office = smallOffice()
let calls: Calls

test.beforeEach(async ({ desk }) => {
  calls = desk.calls
  await logIn(desk.page, user(names.director))
})

const timeline = async (id: string) => (await must(calls.subject.timeline({ id, before: null, limit: 50 }))).entries

/** A picture that no other test uses: the host keeps equal content once. */
async function aPhoto(page: import('@playwright/test').Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  return { name: '现场.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg', quality: 60 }) }
}

test('[V12] [V13] a visit is written, submitted and confirmed by the co-visitor without a mouse', async ({ page }) => {
  await goTo(page, `/subjects/${office.small.man.id}/visit`)
  await expect(page.getByRole('group', { name: '见到谁，可选几项' }).getByLabel('本人')).toBeFocused()
  const keys = page.keyboard
  await keys.press('1')
  await keys.press('2')
  await keys.press('Tab')
  await keys.type('王德福')
  await keys.press('Tab')
  for (const grade of ['1', '1', '1', '1', '1', '2']) {
    await keys.press(grade)
    await keys.press('ArrowDown')
  }
  await keys.press('ArrowUp')
  await keys.press('Tab')
  await keys.type('为还债着急')
  await page.getByRole('textbox', { name: '走访记录' }).focus()
  await keys.type('父亲在旁。')
  await keys.press('Alt+1')
  await page.getByLabel(names.officer).focus()
  await keys.press('Space')
  await keys.press('Control+Enter')
  const summary = page.getByRole('dialog', { name: '核对这条走访记录' })
  await expect(summary).toContainText('思想情绪 需关注（为还债着急）')
  await expect(summary).toContainText('叶青（提交后本人确认）')
  await expect(summary.getByRole('button', { name: '提交' })).toBeFocused()
  await keys.press('Enter')

  const confirm = page.getByRole('dialog', { name: '同行人本人确认' })
  await expect(confirm.getByLabel('叶青 的密码')).toBeFocused()
  await keys.type('not-her-password')
  await keys.press('Enter')
  await expect(confirm.getByRole('alert')).toHaveText(/密码不对/)
  expect((await timeline(office.small.man.id))[0]?.confirmed).toEqual([])
  await expect(confirm.getByLabel('叶青 的密码')).toBeFocused()
  await keys.type(password)
  await keys.press('Enter')
  await expect(page.getByText('已保存，待送出')).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`#/subjects/${office.small.man.id}$`))

  const [entry] = await timeline(office.small.man.id)
  expect(entry?.record).toMatchObject({
    kind: 'visit', author: { name: names.director }, text: '父亲在旁。本人在家，思想稳定，近期表现正常。', receivedAt: null, corrects: null,
    met: [{ who: 'SUBJECT', name: '' }, { who: 'FAMILY', name: '王德福' }],
    participants: [{ personId: office.small.officer.personId, name: names.officer }],
  })
  if (entry?.record.kind !== 'visit') throw new Error('no visit')
  expect(entry.record.findings.map(({ topic, grade, text }) => `${topic} ${grade} ${text}`.trim())).toEqual([
    'LIVING NORMAL', 'WORK NORMAL', 'INCOME NORMAL', 'FAMILY NORMAL', 'HEALTH NORMAL', 'MOOD ATTENTION 为还债着急',
  ])
  expect(entry.confirmed.map(({ personId }) => personId)).toEqual([office.small.officer.personId])
  expect(await must(calls.draft.find({ kind: 'visit', subjectId: office.small.man.id }))).toBeNull()
})

test('[V14] a photo is kept with the visit and seen again on the case page', async ({ page }) => {
  const photo = await aPhoto(page)
  await goTo(page, `/subjects/${office.small.woman.id}/visit`)
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '选择照片或 PDF…' }).press('Enter')
  await (await choosing).setFiles([photo, { name: '假图.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') }])
  await expect(page.getByRole('img', { name: '照片 1' })).toBeVisible()
  await expect(page.getByText('只能添加 JPG、PNG、WEBP 图片或 PDF')).toBeVisible()
  await page.getByRole('textbox', { name: '走访记录' }).fill('拍了院子。')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已保存，待送出')).toBeVisible()

  const [entry] = await timeline(office.small.woman.id)
  if (entry?.record.kind !== 'visit') throw new Error('no visit')
  expect(entry.record.attachments).toMatchObject([{ name: '现场.jpg', mime: 'image/jpeg' }])
  await page.getByRole('button', { name: /走访 · 现场走访/ }).first().click()
  await page.getByRole('button', { name: /现场\.jpg/ }).click()
  const shown = page.getByRole('img', { name: '现场.jpg' })
  await expect(shown).toBeVisible()
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1366)
})

test('[V9] a correction is a new record that names the old one; the old one stays', async ({ page }) => {
  const record = { kind: 'visit' as const, subjectId: office.small.minor.id, occurredAt: '2026-11-20T01:00:00.000Z', place: '长汀村', text: '上午去的。', participants: [], attachments: [], visitType: 'ONSITE' as const, reason: 'ROUTINE' as const, met: [], findings: [], nextVisitOn: null }
  const old = await must(calls.record.log({ record, draftId: null }))
  await goTo(page, `/records/${old.record.id}/correct`)
  await expect(page.getByRole('heading', { name: '更正走访：吴小海' })).toBeVisible()
  await expect(page.getByRole('complementary', { name: '参考' })).toContainText('上午去的。')
  await expect(page.getByRole('textbox', { name: '走访记录' })).toHaveValue('上午去的。')
  await page.getByRole('textbox', { name: '走访记录' }).fill('下午去的。')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('请写明为什么要更正')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '更正原因' })).toBeFocused()
  await page.keyboard.type('时间写错')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已保存，待送出')).toBeVisible()

  const entries = await timeline(office.small.minor.id)
  const corrected = entries.find(({ record: { id } }) => id === old.record.id)
  const correction = entries.find(({ record: { id } }) => id === corrected?.correctedBy)
  expect(corrected?.record).toEqual(old.record)
  expect(correction?.record).toMatchObject({ corrects: { recordId: old.record.id, reason: '时间写错' }, text: '下午去的。', occurredAt: record.occurredAt })

  await goTo(page, '/')
  await goTo(page, `/records/${old.record.id}/correct`)
  await expect(page.getByText('这条记录已经更正过')).toBeVisible()
  await page.getByRole('link', { name: '打开最新的一条' }).click()
  await expect(page.getByRole('textbox', { name: '走访记录' })).toHaveValue('下午去的。')
})

test('[V6] a refusal of the host stands at its field, and nothing was stored', async ({ page }) => {
  const before = (await timeline(office.small.woman.id)).length
  await goTo(page, `/subjects/${office.small.woman.id}/visit`)
  await page.getByLabel('日期', { exact: true }).fill('2025-12-31')
  await page.getByRole('textbox', { name: '走访记录' }).fill('早了。')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: '提交' }).click()
  await expect(page.getByRole('group', { name: '时间' }).getByRole('alert')).toHaveText('发生时间早于矫正开始日期 2026-01-05，请核对。')
  await expect(page.getByLabel('日期', { exact: true })).toBeFocused()
  await page.getByLabel('日期', { exact: true }).fill('20991231')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('group', { name: '时间' }).getByRole('alert')).toHaveText('发生时间晚于现在，请核对日期和时间。')
  expect(await timeline(office.small.woman.id)).toHaveLength(before)
  await page.getByRole('button', { name: '返回' }).click()
  const [mine] = await must(calls.draft.list({}))
  await must(calls.draft.discard({ id: mine?.draft.id ?? '' }))
})

test('[V16] nothing can be written about a discharged subject', async ({ page }) => {
  await goTo(page, `/subjects/${office.small.closed.id}/visit`)
  await expect(page.getByText('梅成 已解除或终止矫正，不能再登记新的记录。')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '走访记录' })).toHaveCount(0)
  const record = { kind: 'talk' as const, subjectId: office.small.closed.id, occurredAt: '2026-11-20T01:00:00.000Z', place: '', text: '谈话', participants: [], attachments: [], endedAt: null, purpose: 'HELP' as const }
  expect(await codeOf(calls.record.log({ record, draftId: null }))).toBe('SUBJECT_CLOSED')
})

test('[V2] a talk is written on a page of the same kind', async ({ page }) => {
  await goTo(page, `/subjects/${office.small.man.id}/talk`)
  await expect(page.getByRole('textbox', { name: '谈话内容' })).toBeFocused()
  await page.keyboard.type('谈了今后的工作。')
  await page.getByRole('radiogroup', { name: '谈话类型' }).getByText('帮扶谈话').click()
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已保存，待送出')).toBeVisible()
  const talk = (await timeline(office.small.man.id)).find(({ record }) => record.kind === 'talk')
  expect(talk?.record).toMatchObject({ purpose: 'HELP', text: '谈了今后的工作。', endedAt: null })
})

test('[V15] a draft survives the death of the host and goes on where it was', async ({ page }) => {
  await goTo(page, `/subjects/${office.small.man.id}/visit`)
  await page.getByRole('radiogroup', { name: '身体健康' }).getByText('异常').click()
  await page.getByLabel('身体健康：补充一句').fill('血压很高')
  await page.getByRole('textbox', { name: '走访记录' }).fill('写到一半')
  await expectAccessible(page)
  await expect(page.getByText('草稿已自动保存')).toBeVisible()
  await expect.poll(async () => JSON.stringify((await must(calls.draft.find({ kind: 'visit', subjectId: office.small.man.id })))?.content ?? '')).toContain('写到一半')
  await office.kill()

  const later = await office.open()
  calls = later.calls
  const again = later.page
  await logIn(again, user(names.director))
  await goTo(again, `/subjects/${office.small.man.id}/visit`)
  await expect(again.getByText(/上次 .*有一条未提交的走访/)).toBeVisible()
  await expect(again.getByRole('button', { name: '继续' })).toBeFocused()
  await again.keyboard.press('Enter')
  await expect(again.getByRole('textbox', { name: '走访记录' })).toHaveValue('写到一半')
  await expect(again.getByLabel('身体健康：补充一句')).toHaveValue('血压很高')
  await again.keyboard.press('Control+Enter')
  await again.getByRole('dialog').getByRole('button', { name: '提交' }).click()
  await expect(again.getByText('已保存，待送出')).toBeVisible()
  const written = (await timeline(office.small.man.id)).filter(({ record }) => record.kind === 'visit' && record.text === '写到一半')
  expect(written).toHaveLength(1)
  expect(await must(calls.draft.find({ kind: 'visit', subjectId: office.small.man.id }))).toBeNull()
  await later.close()
})
