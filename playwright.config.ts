import { defineConfig } from '@playwright/test'
import { chromiumLaunch, deskLocale, deskSize } from './tests/e2e/support/desk-options.ts'
import type { ShellName } from './tests/e2e/support/desk-test.ts'
import { anyShell } from './tests/e2e/support/any-shell.ts'

// `chromium` runs everything against the host in browser mode. `electron` runs the desk's own specs in the desktop app,
// and the app's; without the binary it says so. `stand-in` drives what drives the app, on machines without it.
export default defineConfig<object, { shellName: ShellName }>({
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
    ...deskLocale,
    viewport: deskSize,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: chromiumLaunch,
  },
  projects: [
    { name: 'chromium', testIgnore: '**/electron-*.spec.ts' },
    { name: 'stand-in', testMatch: ['**/visit.spec.ts', '**/volunteer.spec.ts'], grepInvert: /@browser/, use: { shellName: 'stand-in' } },
    { name: 'electron', testMatch: ['**/electron-*.spec.ts', ...anyShell()], grepInvert: /@browser/, use: { shellName: 'electron' } },
  ],
})
