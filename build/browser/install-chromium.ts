import { spawnSync } from 'node:child_process'
import { findChromium } from './chromium.ts'

const PACKAGES = ['chromium', 'fonts-noto-cjk']

/** Sees to it that there is a Chromium: installs Debian's where we may, else returns the sentence that asks for it. */
export function ensureChromium(): { ok: true } | { ok: false; sentence: string } {
  if (findChromium() !== undefined) return { ok: true }
  const prefix = privilege()
  if (prefix !== undefined) {
    console.log('正在安装端到端测试要用的 Chromium……')
    const apt = (...args: string[]): boolean => {
      const [program = 'apt-get', ...rest] = [...prefix, 'apt-get', ...args]
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      return spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
    }
    // A stale list of packages names versions that are gone, so a failed update is not yet the end.
    apt('update', '-q')
    if (apt('install', '-y', '-q', '--no-install-recommends', ...PACKAGES) && findChromium() !== undefined) return { ok: true }
  }
  return { ok: false, sentence: `端到端测试需要 Chromium：请先运行 sudo apt-get install ${PACKAGES.join(' ')}，然后重新运行 npm test。` }
}

/** How to become root without asking anyone: not at all, by sudo without password, or impossible (undefined). */
function privilege(): string[] | undefined {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n', '-E'] : undefined
}
