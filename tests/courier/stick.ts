import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CountyTaken } from '#shared/contract/courier.ts'
import type { ErrorCode } from '#shared/kernel/errors.ts'
import type { TestConsole } from '../server/support/test-console.ts'
import { value } from '../sync/office-at-line.ts'

const pieceBytes = 512 * 1024

/** A folder that stands for a stick. */
export function aStick() {
  const folder = mkdtempSync(join(tmpdir(), 'stick-'))
  return {
    folder,
    names: () => readdirSync(folder).sort(),
    read: (name: string) => readFileSync(join(folder, name)),
    put: (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The console's page: a file goes up in pieces. */
export async function upload(console: TestConsole, bytes: Uint8Array): Promise<string> {
  const { handle } = await value(console.courier.begin({ bytes: bytes.length }))
  for (let place = 0; place * pieceBytes < bytes.length; place++) {
    await value(console.courier.append({ handle, place, base64: Buffer.from(bytes.subarray(place * pieceBytes, (place + 1) * pieceBytes)).toString('base64') }))
  }
  return handle
}

/** What the county says to a file: the outcome, or the refusal's code. */
export async function bring(console: TestConsole, bytes: Uint8Array): Promise<CountyTaken | ErrorCode> {
  const answer = await console.courier.take({ handle: await upload(console, bytes) })
  return answer.ok ? answer.value : answer.error.code
}

/** The bytes of one of the county's files. */
export async function fetchDown(console: TestConsole, fileId: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  for (let place = 0; ; place++) {
    const { base64, last } = await value(console.courier.read({ fileId, place }))
    pieces.push(Buffer.from(base64, 'base64'))
    if (last) return Buffer.concat(pieces)
  }
}
