import { createClient } from '#shared/contract/client.ts'
import type { Client } from '#shared/contract/define.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { officeContract, type OfficeContract } from '#shared/contract/office.ts'
import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import type { Host } from '../../src-main/host/create-host.ts'
import { must } from './must.ts'

export type OfficeClient = Client<OfficeContract>

/** A window of its own for one person. */
export async function signIn(host: Host, who: { login: string; password: string }): Promise<OfficeClient> {
  const client = createClient(officeContract, host.openSession())
  await must(`登录 ${who.login}`, client.session.logIn({ login: who.login, password: who.password }))
  return client
}

/** Hands bytes over piece by piece, as the screens do; answers the handle. */
export async function upload(client: OfficeClient, name: string, bytes: Uint8Array): Promise<string> {
  const { handle } = await must('上传文件', client.bytes.begin({ name, size: bytes.length }))
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const base64 = Buffer.from(bytes.subarray(at, at + CHUNK_BYTES)).toString('base64')
    await must('上传文件', client.bytes.append({ handle, base64 }))
  }
  return handle
}

/** Full files of everybody on the books. */
export async function allSubjects(client: OfficeClient): Promise<Subject[]> {
  const { rows } = await must('对象列表', client.subject.list({ limit: 500 }))
  const subjects: Subject[] = []
  for (const row of rows) subjects.push(await must('对象档案', client.subject.get({ id: row.id })))
  return subjects
}
