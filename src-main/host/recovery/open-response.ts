import { scryptSync } from 'node:crypto'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { CODE_STRETCH, plainCode, RecoveryResponse, responseContext } from '#shared/sync/recovery.ts'
import { openBox } from '../keyring/sealed-box.ts'
import type { Pending } from './request.ts'

export type ResponseProblem = 'RECOVERY_FILE_UNREADABLE' | 'RECOVERY_FILE_FOREIGN' | 'RECOVERY_CODE_WRONG'

/** The data key in the county's answer to the waiting request. The caller zeroes it. */
export function openResponse(text: string, code: string, { pending, deviceId }: { pending: Pending | null; deviceId: string }): Result<Uint8Array, ResponseProblem> {
  const response = parse(text)
  if (!response) return fail('RECOVERY_FILE_UNREADABLE')
  if (response.requestId !== pending?.requestId || response.deviceId !== deviceId) return fail('RECOVERY_FILE_FOREIGN')
  const stretched = scryptSync(plainCode(code), Buffer.from(response.salt, 'base64'), 32, CODE_STRETCH)
  const privateKey = new Uint8Array(Buffer.from(pending.privateKey, 'base64'))
  try {
    const dataKey = openBox(privateKey, response.box, responseContext(response, stretched.toString('base64')))
    return dataKey ? ok(dataKey) : fail('RECOVERY_CODE_WRONG')
  } finally {
    stretched.fill(0)
    privateKey.fill(0)
  }
}

function parse(text: string): RecoveryResponse | null {
  try {
    return RecoveryResponse.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
