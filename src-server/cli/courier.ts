import { existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Failure, ok, type Result } from '#shared/kernel/result.ts'
import { courierSentences } from '#shared/sync/courier/outcome.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import type { County } from '../county.ts'
import { appendAudit } from '../db/audit.ts'
import { readPiece } from '../db/courier.ts'
import { admit, type Admission } from '../services/courier/admit.ts'
import { countyFingerprint } from '../services/courier/county-keys.ts'
import { makeAnswer } from '../services/courier/make-answer.ts'
import { takeFile } from '../services/courier/take-file.ts'

const byHand = 'command line'
const audited = (county: County, operation: string, object: string) => appendAudit(county, { actor: byHand, role: 'countyAdministrator', operation, object, purpose: '', outcome: 'intent' })

type Said = Result<string, Failure['code']>

/** Reads an exchange file that lies on a stick; with `out` the answer is written beside it at once. Gives the sentences to print. */
export async function importFile(county: County, path: string, out: string | null): Promise<Said> {
  await audited(county, 'courier.take', basename(path))
  const taken = await withFile(path, (source) => takeFile(county, source, byHand))
  if (!taken.ok) return taken
  const { outcome, fingerprint, deviceId } = taken.value
  if (outcome.kind === 'request') return ok(`接入申请，核对码 ${fingerprint ?? ''}。请与司法所电话核对，一致时再执行：courier admit "${path}" --office 编码 --label 电脑名称 --check 核对码 --out 文件夹`)
  const said = courierSentences(outcome)
  if (out === null) return ok([`设备 ${deviceId}`, ...said].join('\n'))
  const written = await exportAnswer(county, deviceId, out)
  return written.ok ? ok([...said, written.value].join('\n')) : written
}

/** Writes the answer for one device into a folder. */
export async function exportAnswer(county: County, deviceId: string, out: string): Promise<Said> {
  await audited(county, 'courier.answer', deviceId)
  const made = await makeAnswer(county, deviceId, byHand)
  return made.ok ? ok(await writeDown(county, made.value, out)) : made
}

/** Lets the device of a request in and writes its certificate into a folder. */
export async function admitDevice(county: County, path: string, { out, ...admission }: Admission & { out: string }): Promise<Said> {
  await audited(county, 'courier.admit', admission.officeId)
  const made = await withFile(path, (source) => admit(county, source, admission))
  if (!made.ok) return made
  return ok(`${await writeDown(county, made.value, out)}\n县局核对码：${countyFingerprint(county)}\n司法所导入接入证书时，请在电话里把这个核对码念给他们。`)
}

async function writeDown(county: County, { fileId, fileName }: { fileId: string; fileName: string }, out: string): Promise<string> {
  const target = join(resolve(out), fileName)
  if (existsSync(target)) throw new Error(`“${target}”已经存在，没有覆盖。`)
  const file = await open(`${target}.part`, 'w', 0o600)
  try {
    for (let place = 0, last = false; !last; place++) {
      const piece = await readPiece(county.db, fileId, place)
      if (!piece) throw new Error('文件没有写完整，请再执行一次。')
      await file.write(piece.bytes)
      last = piece.last
    }
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${target}.part`, target)
  return `已写好：${target}`
}

async function withFile<T>(path: string, work: (source: ByteSource) => Promise<T>): Promise<T> {
  const file = await open(resolve(path), 'r').catch(() => {
    throw new Error(`“${join(dirname(path), basename(path))}”打不开，请核对路径。`)
  })
  try {
    const { size } = await file.stat()
    return await work({
      size,
      async read(offset, length) {
        const bytes = new Uint8Array(Math.min(length, Math.max(0, size - offset)))
        let at = 0
        while (at < bytes.length) {
          const { bytesRead } = await file.read(bytes, at, bytes.length - at, offset + at)
          if (bytesRead === 0) throw new Error('优盘断开了，没有读完。请插好再试一次。')
          at += bytesRead
        }
        return bytes
      },
    })
  } finally {
    await file.close()
  }
}

