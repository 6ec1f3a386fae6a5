import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { expect } from '@playwright/test'
import { aGpsTiff } from '../factories/pictures.ts'
import { smallOffice, test } from './support/desk-test.ts'
import { logIn } from './support/desk.ts'
import { expectAccessible, goTo } from './support/page.ts'
import { names, user } from './support/small-office.ts'

const office = smallOffice()

/** A picture that a browser can read, with the place where it was taken beside it. */
function aPhoto(width: number, height: number): Buffer {
  const be32 = (n: number): Buffer => Buffer.from([n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255])
  const chunk = (kind: string, content: Buffer): Buffer => Buffer.concat([be32(content.length), Buffer.from(kind), content, be32(crc32(Buffer.concat([Buffer.from(kind), content])))])
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, (_, x) => Buffer.from([40 + ((x * 3) % 180), 120, 90]))])
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', Buffer.concat([be32(width), be32(height), Buffer.from([8, 2, 0, 0, 0])])),
    chunk('eXIf', aGpsTiff()), chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))), chunk('IEND', Buffer.alloc(0)),
  ])
}

test('[FI10] [FI11] a photo of a visit lies in 附件 with a small picture, opens large, and tells its place when asked', async ({ page }) => {
  const { man } = office.small
  await logIn(page, user(names.officer))
  await goTo(page, `/subjects/${man.id}?tab=attachments`)
  await expect(page.getByText('还没有附件')).toBeVisible()
  await goTo(page, `/subjects/${man.id}/visit`)
  await page.getByRole('group', { name: '见到谁，可选几项' }).getByLabel('本人').press('Space')
  await page.getByRole('textbox', { name: '走访记录' }).fill('在家，情况正常。')
  await page.locator('input[type=file]').first().setInputFiles([{ name: '院子.png', mimeType: 'image/png', buffer: aPhoto(640, 420) }, { name: '证明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') }])
  await expect(page.getByRole('img', { name: '照片 1' })).toBeVisible()
  await expect(page.getByText('PDF', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog', { name: '核对这条走访记录' }).getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已保存，待送出')).toBeVisible()
  await goTo(page, `/subjects/${man.id}?tab=attachments`)
  const tile = page.getByRole('button', { name: /院子\.png/ })
  await expect(tile.locator('img')).toBeVisible()
  expect(await tile.locator('img').evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(320)
  await expectAccessible(page)
  if (process.env.DESK_PICTURES) await page.screenshot({ path: join(process.env.DESK_PICTURES, 'attachments.png') })
  await tile.click()
  const viewer = page.getByRole('dialog', { name: /走访/ })
  await expect(viewer.getByRole('img', { name: '院子.png' })).toBeVisible()
  await expect(viewer.getByText('北纬')).toBeHidden()
  await viewer.getByRole('button', { name: '拍摄时间和位置' }).click()
  await expect(viewer.getByText('2026-11-20 09:30:00 拍摄，北纬 28.459306°，东经 119.922847°')).toBeVisible()
  await expectAccessible(page)
  if (process.env.DESK_PICTURES) await page.screenshot({ path: join(process.env.DESK_PICTURES, 'attachment-viewer.png') })
  await viewer.getByRole('button', { name: /下一个|上一个/ }).and(viewer.locator(':enabled')).first().click()
  await expect(viewer.getByRole('link', { name: '保存这个 PDF 再打开' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(viewer).toBeHidden()
})
