import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { type Instant, localDateOf } from '#shared/kernel/time.ts'
import { checkNumber, type RecoveryRequest, requestText } from '#shared/sync/recovery.ts'
import type { Keyring } from '../keyring/keyring.ts'
import { newBoxKeys } from '../keyring/sealed-box.ts'
import { readIfThere, replaceFile, syncFolder } from '../private-files.ts'

/** The request that waits for its answer. Its private key opens the answer only together with the county's code. */
const Pending = z.strictObject({ requestId: z.string(), privateKey: z.base64() })
export type Pending = z.output<typeof Pending>

const place = (dataDir: string): string => join(dataDir, 'recovery-request.json')

type Deps = { dataDir: string; keyring: Pick<Keyring, 'state' | 'content'>; now: Instant; randomBytes(count: number): Uint8Array }

/** Makes a request to the county as the text of a file and remembers its key; a former one is thereby void. */
export function makeRequest({ dataDir, keyring, now, randomBytes }: Deps): Result<{ fileName: string; text: string; checkNumber: string }, 'RECOVERY_NOT_READY'> {
  const { recovery, deviceId, officeName } = keyring.content()
  if (!recovery?.grants.office) return fail('RECOVERY_NOT_READY')
  const own = newBoxKeys(randomBytes)
  const requestId = Buffer.from(randomBytes(16)).toString('hex')
  const request: RecoveryRequest = { kind: 'office-recovery-request', suite: 'intl-1', requestId, deviceId, officeName, at: now, recoveryKey: recovery.publicKey, grant: recovery.grants.office, requestKey: own.publicKey }
  replaceFile(place(dataDir), JSON.stringify({ requestId, privateKey: Buffer.from(own.privateKey).toString('base64') }))
  own.privateKey.fill(0)
  const number = checkNumber(createHash('sha256').update(requestText(request)).digest('hex'))
  return ok({ fileName: `恢复申请-${localDateOf(now)}-${deviceId.slice(-6)}.json`, text: `${JSON.stringify(request, null, 1)}\n`, checkNumber: number })
}

/** The request that is waiting, or null. */
export function pendingRequest(dataDir: string): Pending | null {
  const text = readIfThere(place(dataDir))
  return text === null ? null : Pending.parse(JSON.parse(text))
}

/** It has been answered. */
export function forgetRequest(dataDir: string): void {
  rmSync(place(dataDir), { force: true })
  syncFolder(dataDir)
}
