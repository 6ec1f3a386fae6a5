import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from './build/browser/chromium.ts'

// The desk's suite runs against the host in browser mode; the shell's own suite runs where Electron's binary is to be had,
// and says so where not.
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as const] : [])],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: chromiumArguments(process.getuid?.() === 0),
    },
  },
  projects: [
    { name: 'chromium', testIgnore: '**/electron-*.spec.ts' },
    { name: 'electron', testMatch: '**/electron-*.spec.ts' },
  ],
})
