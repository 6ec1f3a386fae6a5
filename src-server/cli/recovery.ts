import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type Failure, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import type { County } from '../county.ts'
import { openRequest } from '../services/recovery/open-request.ts'
import { createRecoveryKey } from '../services/recovery/recovery-key.ts'

/** Makes a recovery key and writes its three shares into a new folder, one file each; gives the sentences to print. */
export async function makeRecoveryKey(county: County, out: string): Promise<string> {
  const folder = resolve(out)
  if (existsSync(folder)) throw new Error(`“${out}”已经存在，没有写。请换一个新的文件夹，最好在优盘上。`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { number, shares } = await createRecoveryKey(county)
  const date = localDateOf(toInstant(county.now()))
  for (const [index, share] of shares.entries()) writeFileSync(join(folder, `恢复份额-${number}-${index + 1}.txt`), shareText(share, { number, index, date }), { mode: 0o600, flag: 'wx' })
  const lines = shares.map((share, index) => `份额 ${index + 1}：\n${share}`)
  return [`县局恢复密钥 ${number} 已建立，各司法所下次同步时收到公钥。`, ...lines, `三份也写在“${folder}”。请分给三位保管人（打印或手抄后封存），核对无误后删除文件；县局服务器上不留。任意两份能恢复，单独一份没有用。`].join('\n')
}

function shareText(share: string, { number, index, date }: { number: string; index: number; date: string }): string {
  return ['县局恢复密钥的一份份额，请封存在保险柜里，不要拍照，不要用网络传送。', `编号 ${number}，第 ${index + 1} 份，共三份，${date} 建立。两份合起来能打开各司法所的数据，单独一份没有用。`, '', share, '', '抄写时字母 O 和数字 0、字母 I 和数字 1 不用区分。', ''].join('\n')
}

export type OpenFiles = { request: string; shares: string[]; out: string; checkNumber: string; reason: string; holders: string }

/** Answers an office's request with two shares; gives the sentences to print, the code among them. */
export async function answerRequest(county: County, given: OpenFiles): Promise<Result<string, Failure['code']>> {
  if (existsSync(given.out)) throw new Error(`“${given.out}”已经存在，没有覆盖。请换一个文件名。`)
  const read = given.shares.map((file) => readGiven(file))
  const made = await openRequest(county, { request: readGiven(given.request), checkNumber: given.checkNumber, shares: read, shareNames: given.shares.map((file) => basename(file)), purpose: `${given.reason}（保管人：${given.holders}）` })
  if (!made.ok) return made
  writeFileSync(given.out, made.value.response, { mode: 0o600, flag: 'wx' })
  return ok([`“${made.value.officeName}”的答复已写在“${resolve(given.out)}”，请交给司法所。`, `恢复码：${made.value.code}`, '恢复码只用电话告诉司法所负责人本人，不要和文件一起送。事由和保管人已记入县局日志。'].join('\n'))
}

function readGiven(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(`“${file}”读不出来，请核对路径。`)
  }
}
