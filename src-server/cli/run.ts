import { text } from 'node:stream/consumers'
import { fail, say, type Failure, type Result } from '#shared/kernel/result.ts'
import { localDateOf, localTimeOf } from '#shared/kernel/time.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import type { RunningCounty } from '../create-county.ts'
import { createCode } from '../services/enrolment-code.ts'
import { createOffice, setUpCounty } from '../services/set-up.ts'
import { verifyCounty } from '../services/verify/verify-county.ts'
import { declareFromCommandLine, placeSentence } from './backup.ts'
import { admitDevice, exportAnswer, importFile } from './courier.ts'
import { help } from './help.ts'
import { openCounty } from './open-county.ts'
import type { Command, Settings } from './options.ts'
import { mergeFromCommandLine } from './merge-offices.ts'
import { issueHolidays, writePolicyFile } from './policy.ts'
import { answerRequest, makeRecoveryKey } from './recovery.ts'

/** Runs one command and answers its exit code. */
export async function runCommand(command: Command, settings: Settings): Promise<number> {
  if (command.name === 'help') {
    process.stdout.write(help)
    return 0
  }
  const password = command.name === 'init' ? (await text(process.stdin)).replace(/\r?\n$/, '') : ''
  const county = await openCounty(settings, logLine)
  try {
    switch (command.name) {
      case 'serve':
        return await serve(county, command)
      case 'init': {
        const made = await setUpCounty(county.county, { countyName: command.countyName, login: command.login, name: command.personName, password })
        return made.ok ? done(`已建立“${command.countyName}”和管理员 ${command.login}。`) : refused(made.error)
      }
      case 'office': {
        const made = await createOffice(county.county, { id: command.code, name: command.officeName })
        return made.ok ? done(`已增加 ${command.code} ${command.officeName}。`) : refused(made.error)
      }
      case 'merge': {
        const made = await mergeFromCommandLine(county.county, command)
        return made.ok ? done(`已把 ${command.code} 并入 ${command.into}：档案 ${made.value.documents} 份，电脑 ${made.value.devices} 台。各台电脑下次同步时先送出原有内容，再领取新所的全部档案。`) : refused(made.error)
      }
      case 'code': {
        const made = await createCode(county.county, command.officeCode, 'command line')
        return made ? done(`接入码：${made.code}\n${localDateOf(made.expiresAt)} ${localTimeOf(made.expiresAt)} 前有效，只能用一次。`) : refused(await whyNoCode(county, command.officeCode))
      }
      case 'verify': {
        const found = await verifyCounty(county.county)
        if (!found.problem) return done(`总账完好：${found.batches} 批、${found.auditEntries} 条日志，哈希、签名、前后相接和回执都核对无误。${await placeSentence(county.county)}`)
        console.error(found.problem)
        return 1
      }
      case 'backupVerified':
        return spoken(await declareFromCommandLine(county.county, command))
      case 'holidays':
        return spoken(await issueHolidays(county.county, command))
      case 'policyFile':
        return spoken(await writePolicyFile(county.county, command.out))
      case 'courierImport':
        return told(await importFile(county.county, command.file, command.out))
      case 'courierExport':
        return told(await exportAnswer(county.county, command.deviceId, command.out))
      case 'courierAdmit':
        return told(await admitDevice(county.county, command.file, command))
      case 'recoveryKey':
        return done(await makeRecoveryKey(county.county, command.out))
      case 'recoveryOpen': {
        const made = await answerRequest(county.county, command)
        return made.ok ? done(made.value) : refused(made.error)
      }
      default:
        return unreachable(command)
    }
  } finally {
    await county.close()
  }
}

async function serve(county: RunningCounty, { port, host }: { port: number; host: string }): Promise<number> {
  const url = await listen(county, { port, host })
  if (url === null) return refused(fail('PORT_IN_USE', { port }).error)
  console.log(`county: ${url}`)
  await new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop())
  })
  return 0
}

async function listen(county: RunningCounty, at: { port: number; host: string }): Promise<string | null> {
  try {
    return await county.listen(at)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null
    throw error
  }
}

/** The command line's caller sees everything anyway, so he is told which offices there are. */
async function whyNoCode({ county: { db } }: RunningCounty, code: string): Promise<Failure> {
  const { name } = await db.selectFrom('county').select('name').executeTakeFirstOrThrow()
  if (!name) return fail('COUNTY_NOT_SET_UP').error
  const offices = await db.selectFrom('offices').select(['id', 'name']).orderBy('id').limit(12).execute()
  return fail('OFFICE_UNKNOWN', { code, known: offices.map((office) => `${office.id} ${office.name}`).join('、') }).error
}

function done(sentence: string): number {
  console.log(sentence)
  return 0
}

function spoken({ done: well, text: sentence }: { done: boolean; text: string }): number {
  if (well) return done(sentence)
  console.error(sentence)
  return 1
}

function told(said: Result<string, Failure['code']>): number {
  return said.ok ? done(said.value) : refused(said.error)
}

function refused(failure: Failure): number {
  console.error(say(failure))
  return 1
}

/** One line of JSON an event, on the error stream, so that answers stay clean. */
function logLine(event: string, facts: Record<string, string | number | boolean>): void {
  console.error(JSON.stringify({ event, ...facts }))
}
