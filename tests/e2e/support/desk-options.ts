import { chromiumArguments, findChromium } from '../../../build/browser/chromium.ts'

/** The smallest screen of an office. */
export const deskSize = { width: 1366, height: 768 }
export const deskLocale = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }
export const chromiumLaunch = { executablePath: findChromium(), args: chromiumArguments(process.getuid?.() === 0) }
