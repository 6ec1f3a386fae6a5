import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Goes to a page of the desk by its address. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => { location.hash = to }, path)
}

/** Nothing that axe calls serious or worse. */
export async function expectAccessible(page: Page): Promise<void> {
  // Colours of a button that is just fading are no colours of the page.
  await page.mouse.move(0, 0)
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'))
  // Otherwise it opens a page of its own beside ours, which the desktop app has none of; we have no frames to look into.
  // A message that is just fading in or out has the contrast of neither.
  await expect(page.locator('.el-message')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([])
}
