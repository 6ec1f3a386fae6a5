// `npm run screenshots`: pictures for the documents, from the real app over the demo county.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { chromiumArguments, findChromium } from '../browser/chromium.ts'
import { demoLogIns } from '../demo/offices.ts'
import { startDemo } from '../demo/start-demo.ts'
import { ROOT } from '../project-root.ts'
import { buildRenderer, RENDERER_DIR } from '../renderer/build-renderer.ts'

const folder = join(ROOT, 'docs', 'screenshots')
const scratch = mkdtempSync(join(tmpdir(), 'desk-screenshots-'))
await buildRenderer()
const demo = await startDemo({ officeData: join(scratch, 'office'), countyData: join(scratch, 'county'), rendererDir: RENDERER_DIR })
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments(process.getuid?.() === 0) })

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  await page.goto(url)
  return page
}

async function take(page: Page, name: string, hash?: string): Promise<void> {
  if (hash !== undefined) await page.evaluate((to) => void (location.hash = to), hash)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1500) // pictures may wait for a font; tests never do this
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/screenshots/${name}.png`)
}

async function logIn(page: Page, who: { name: string; password: string }): Promise<void> {
  await page.getByText(who.name).first().click()
  await page.locator('input[type=password]').fill(who.password)
  await page.keyboard.press('Enter')
  await page.waitForSelector('input[type=password]', { state: 'detached' })
}

try {
  const office = await open(demo.officeUrl)
  await logIn(office, demoLogIns.director)
  await take(office, 'office-today')
  await take(office, 'office-subjects', '#/subjects')
  await office.getByRole('row').filter({ hasText: '已定组' }).nth(2).click()
  await office.keyboard.press('Enter')
  await office.waitForURL(/subjects\/[0-9A-Z]{26}/)
  const subject = new URL(office.url()).hash
  await take(office, 'office-case')
  for (const page of ['visit', 'group', 'letter']) await take(office, `office-${page}`, `${subject}/${page}`)
  await take(office, 'office-ledger', '#/ledger')
  await take(office, 'office-sync', '#/sync')

  const volunteer = await open(demo.officeUrl)
  await logIn(volunteer, demoLogIns.volunteer)
  await take(volunteer, 'volunteer-home')

  const county = await open(demo.countyUrl)
  await county.locator('input').first().fill(demoLogIns.county.login)
  await county.locator('input[type=password]').fill(demoLogIns.county.password)
  await county.keyboard.press('Enter')
  await county.waitForSelector('input[type=password]', { state: 'detached' })
  await take(county, 'county-board')
  await take(county, 'county-records', '#/records')
} finally {
  await browser.close()
  await demo.close()
  rmSync(scratch, { recursive: true, force: true })
  process.exit()
}
