import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the command line asks for. */
export type Command =
  | { name: 'help' }
  | { name: 'serve'; port: number; host: string }
  | { name: 'init'; countyName: string; login: string; personName: string }
  | { name: 'office'; code: string; officeName: string }
  | { name: 'merge'; code: string; into: string; reason: string }
  | { name: 'code'; officeCode: string }
  | { name: 'verify' }
  | { name: 'backupVerified'; position: number; code: string }
  | { name: 'holidays'; file: string; reason: string; login: string }
  | { name: 'policyFile'; out: string }
  | { name: 'courierImport'; file: string; out: string | null }
  | { name: 'courierExport'; deviceId: string; out: string }
  | { name: 'courierAdmit'; file: string; out: string; officeId: string; label: string; check: string }
  | { name: 'recoveryKey'; out: string }
  | { name: 'recoveryOpen'; request: string; shares: string[]; out: string; checkNumber: string; reason: string; holders: string }

export type Settings = { dataDir: string; databaseUrl: string | null; rendererDir: string }
export const defaultPort = 8460

const root = join(import.meta.dirname, '..', '..')

/** Reads the arguments. Throws an error with a Chinese sentence when they make no command. */
export function readCommand(args: string[]): Command {
  const { values, positionals } = parse(args)
  const [name = 'serve', ...rest] = positionals
  if (values.help) return { name: 'help' }
  if (name === 'serve' && rest.length === 0) return { name, port: readPort(values.port), host: values.host ?? '127.0.0.1' }
  if (name === 'init' && rest.length === 0) {
    if (!values.name || !values.login || !values['password-stdin']) throw new Error('init 要写明 --name 县局名称、--login 登录名，并加 --password-stdin 从标准输入读密码。')
    return { name, countyName: values.name, login: values.login, personName: values.person ?? '县局管理员' }
  }
  if (name === 'office' && rest[0] === 'add' && rest[1] && rest[2] && rest.length === 3) {
    if (!/^\d{9}$/.test(rest[1]) || rest[2].length < 2) throw new Error('司法所编码是 9 位数字（6 位行政区划代码加 3 位所编号），名称至少两个字。')
    return { name, code: rest[1], officeName: rest[2] }
  }
  if (name === 'office' && rest[0] === 'merge' && rest[1] && rest[2] && rest.length === 3) {
    if (!values.reason || values.reason.length < 2) throw new Error('office merge 要写明 --reason 依据（例如乡镇撤并的批复文号）。')
    return { name: 'merge', code: rest[1], into: rest[2], reason: values.reason }
  }
  if (name === 'code' && rest[0] && rest.length === 1) return { name, officeCode: rest[0] }
  if (name === 'verify' && rest.length === 0) return { name }
  if (name === 'backup' && rest[0] === 'verified') {
    if (rest.length !== 3 || !/^[1-9]\d{0,14}$/.test(rest[1] ?? '') || !/^[0-9a-f]{12}$/i.test(rest[2] ?? '')) throw new Error('backup verified 要写明总账位置和 12 位核对码，照试恢复时 verify 打印的抄。')
    return { name: 'backupVerified', position: Number(rest[1]), code: rest[2] ?? '' }
  }
  if (name === 'holidays' && rest[0] === 'set' && rest[1] && rest.length === 2) {
    if (!values.login || !values.reason || values.reason.length < 2) throw new Error('holidays set 要写明 --login 县级管理员登录名和 --reason 依据（例如国务院办公厅通知的文号）。')
    return { name, file: rest[1], reason: values.reason, login: values.login }
  }
  if (name === 'policy-pack' && rest.length === 0) {
    if (!values.out) throw new Error('policy-pack 要写明 --out 要写的文件。')
    return { name: 'policyFile', out: values.out }
  }
  if (name === 'courier') return readCourier(rest, values)
  if (name === 'recovery-key' && rest.length === 0) {
    if (!values.out) throw new Error('recovery-key 要写明 --out 新文件夹，三份份额写在里面（最好在优盘上）。')
    return { name: 'recoveryKey', out: values.out }
  }
  if (name === 'recovery' && rest[0] === 'open' && rest.length === 1) {
    const { request, share, out, check, reason, holders } = values
    if (!request || !share || !out || !check || !reason || !holders) throw new Error('recovery open 要写明 --request 申请文件、--share 份额文件（两次）、--check 核对号、--reason 事由、--holders 两位保管人、--out 答复文件。')
    return { name: 'recoveryOpen', request, shares: share, out, checkNumber: check, reason, holders }
  }
  throw new Error(`看不懂“${positionals.join(' ')}”。`)
}

/** Where the data lies; COUNTY_DATA and DATABASE_URL are the stable names. */
export function readSettings(env: NodeJS.ProcessEnv, args: string[]): Settings {
  const dataDir = parse(args).values.data ?? env['COUNTY_DATA']
  return { dataDir: dataDir ? resolve(dataDir) : join(root, 'data', 'county'), databaseUrl: env['DATABASE_URL'] || null, rendererDir: join(root, 'out', 'renderer') }
}

type Values = ReturnType<typeof parse>['values']

function readCourier([step, target, ...more]: string[], { out, office, label, check }: Values): Command {
  if (!target || more.length > 0) throw new Error('courier 要写明文件或设备，例如：courier import 上报文件 --out 优盘文件夹。')
  if (step === 'import') return { name: 'courierImport', file: target, out: out ?? null }
  if (step === 'export') {
    if (!out) throw new Error('courier export 要写明设备编号和 --out 优盘文件夹。')
    return { name: 'courierExport', deviceId: target, out }
  }
  if (step !== 'admit') throw new Error('courier 只有 import（导入）、export（写回执）、admit（办理接入申请）。')
  if (!out || !office || !label || !check) throw new Error('courier admit 要写明申请文件、--office 司法所编码、--label 电脑名称、--check 司法所念的核对码、--out 优盘文件夹。')
  return { name: 'courierAdmit', file: target, out, officeId: office, label, check }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args, allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' }, port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' },
        name: { type: 'string' }, login: { type: 'string' }, person: { type: 'string' }, 'password-stdin': { type: 'boolean' },
        out: { type: 'string' }, request: { type: 'string' }, share: { type: 'string', multiple: true }, check: { type: 'string' }, reason: { type: 'string' }, holders: { type: 'string' }, office: { type: 'string' }, label: { type: 'string' },
      },
    })
  } catch {
    throw new Error('有不认识的选项，或选项缺少内容。')
  }
}

function readPort(text: string | undefined): number {
  const port = text === undefined ? defaultPort : Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port 要是 0 到 65535 的数字（0 表示任选一个空闲端口）。')
  return port
}
