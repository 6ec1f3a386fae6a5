import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from './build/browser/chromium.ts'
import { ROOT } from './build/project-root.ts'
import { findElectron } from './build/start/electron-binary.ts'

const hasElectron = findElectron(ROOT) !== undefined

// One suite, two shells. Where Electron's binary cannot be had, its project holds only the test that says so.
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
    // page-jail looks at the loopback door's page; the shell has electron-shell for that.
    { name: 'electron', testIgnore: '**/page-jail.spec.ts', ...(hasElectron ? {} : { testMatch: '**/electron-shell.spec.ts' }) },
  ],
})
