import { describe, expect, it } from 'vitest'
import { findDangerousArgument, readDataArgument } from './dangerous-arguments.ts'
import { hostEnvironment } from './host-environment.ts'
import { decideAfterExit } from './host-exits.ts'
import { QUIET_SWITCHES } from './quiet-switches.ts'

const find = (...argv: string[]) => findDangerousArgument(['/opt/desk', ...argv], 'linux')

describe('the arguments of an installed app', () => {
  it.each([
    '--no-sandbox', '--disable-web-security', '--remote-debugging-port=9222', '--remote-debugging-pipe', '--inspect', '--inspect-brk=0',
    '--js-flags=--allow-natives-syntax', '--load-extension=x', '--proxy-server=http://a', '--host-rules=MAP * 1.2.3.4',
    '--ignore-certificate-errors', '--ssl-key-log-file=x', '--log-net-log=x', '--user-data-dir=x', '--renderer-cmd-prefix=x',
    '--gpu-launcher=x', '--utility-cmd-prefix=x', '-r', '--a-switch-of-next-year', '--data-x=1',
  ])('%s stops the start', (argument) => expect(find('--data=x', argument)).toBe(argument))

  it.each([[[]], [['--data=x']], [['--data', 'x']], [['--force-device-scale-factor=1.5', '--ozone-platform=wayland']]])(
    '%j is fine', (argv) => expect(find(...argv)).toBeUndefined())

  it('are read with Windows\' eyes on Windows', () => {
    expect(findDangerousArgument(['desk.exe', '/no-sandbox'], 'win32')).toBe('/no-sandbox')
    expect(findDangerousArgument(['desk', '/a/file'], 'linux')).toBeUndefined()
  })

  it('name the data folder in both spellings', () => {
    expect(readDataArgument(['x', '--data=a=b'])).toBe('a=b')
    expect(readDataArgument(['x', '--data', 'a'])).toBe('a')
    expect(readDataArgument(['x'])).toBeUndefined()
  })
})

describe('the host\'s environment', () => {
  it('loses what could change the program, keeps the rest', () => {
    const env = {
      NODE_OPTIONS: '--require x', NODE_EXTRA_CA_CERTS: 'x', NODE_TLS_REJECT_UNAUTHORIZED: '0', ELECTRON_RUN_AS_NODE: '1',
      SSLKEYLOGFILE: 'x', SSL_CERT_FILE: 'x', LD_PRELOAD: 'x', node_options: 'x', PATH: 'p', LANG: 'zh_CN.UTF-8', APPDATA: 'a',
    }
    expect(hostEnvironment(env, 'd')).toEqual({ PATH: 'p', LANG: 'zh_CN.UTF-8', APPDATA: 'a', JUDICIAL_OFFICE_DATA: 'd' })
  })
})

describe('a host that falls', () => {
  it('is started again, but not for ever', () => {
    const minute = 60_000
    expect(decideAfterExit([0], 0)).toBe('restart')
    expect(decideAfterExit([0, minute, 2 * minute], 2 * minute)).toBe('give up')
    expect(decideAfterExit([0, 20 * minute, 40 * minute], 40 * minute)).toBe('restart')
  })
})

describe('Chromium', () => {
  it('is told to be quiet', () => {
    const names = QUIET_SWITCHES.map(([name]) => name)
    expect(names).toEqual(expect.arrayContaining(['disable-background-networking', 'disable-component-update', 'disable-sync', 'disable-quic']))
  })
})
