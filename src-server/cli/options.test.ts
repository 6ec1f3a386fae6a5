import { describe, expect, it } from 'vitest'
import { readCommand, readSettings } from './options.ts'

describe('the command line', () => {
  it('[C44] is read into one command', () => {
    expect(readCommand([])).toEqual({ name: 'serve', port: 8460, host: '127.0.0.1' })
    expect(readCommand(['--port', '0'])).toMatchObject({ name: 'serve', port: 0 })
    expect(readCommand(['init', '--name', '莲都区', '--login', 'admin', '--password-stdin'])).toEqual({ name: 'init', countyName: '莲都区', login: 'admin', personName: '县局管理员' })
    expect(readCommand(['office', 'add', '331102001', '南明司法所'])).toEqual({ name: 'office', code: '331102001', officeName: '南明司法所' })
    expect(readCommand(['code', '331102001'])).toEqual({ name: 'code', officeCode: '331102001' })
    expect(readCommand(['holidays', 'set', '2027.json', '--login', 'admin', '--reason', '通知'])).toEqual({ name: 'holidays', file: '2027.json', reason: '通知', login: 'admin' })
    expect(readCommand(['policy-pack', '--out', 'a.json'])).toEqual({ name: 'policyFile', out: 'a.json' })
    expect(readCommand(['verify'])).toEqual({ name: 'verify' })
    expect(readCommand(['backup', 'verified', '12', '0a1b2c3d4e5f'])).toEqual({ name: 'backupVerified', position: 12, code: '0a1b2c3d4e5f' })
    expect(readCommand(['serve', '--help'])).toEqual({ name: 'help' })
  })

  it('[C44] that makes no command is answered with a sentence', () => {
    const odd: [string[], string][] = [
      [['dance'], '看不懂'], [['office', 'add', '12', '南明'], '9 位数字'], [['office', 'remove', '331102001', '南明'], '看不懂'], [['code'], '看不懂'], [['backup', 'verified', '12', 'x'], '核对码'],
      [['init', '--login', 'a'], '--password-stdin'], [['--nonsense'], '不认识'], [['--port', 'x'], '0 到 65535'], [['--port', '70000'], '0 到 65535'],
    ]
    for (const [args, part] of odd) expect(() => readCommand(args), args.join(' ')).toThrow(part)
  })

  it('[C44] and its environment say where the data lies', () => {
    expect(readSettings({ COUNTY_DATA: '/srv/county', DATABASE_URL: 'postgres://x' }, [])).toMatchObject({ dataDir: '/srv/county', databaseUrl: 'postgres://x' })
    expect(readSettings({}, ['--data', '/srv/other'])).toMatchObject({ dataDir: '/srv/other', databaseUrl: null })
  })
})
