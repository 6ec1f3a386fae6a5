import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import { type TimelineEntry } from '#shared/contract/subject.ts'
import { type CorrectionRecord } from '#shared/domain/record.ts'
import { type SubjectId } from '#shared/kernel/ids.ts'
import { type Instant } from '#shared/kernel/time.ts'
import { done, type Outcome, UsageError } from '../answer.ts'
import { atHost, atStaffHost, type Desk, type Entry, valueOf } from '../at-host.ts'

/** Imports a ledger (台账) with the guessed columns, as the screen would without a change. */
export async function importLedger(entry: Entry, file: string | undefined): Promise<Outcome> {
  if (!file) throw new UsageError('请给出台账文件，例如：import-ledger 台账.xlsx。')
  const bytes = readGiven(file)
  return atStaffHost(entry, async ({ client }) => {
    const { handle } = valueOf(await client.bytes.begin({ name: basename(file), size: bytes.length }))
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) valueOf(await client.bytes.append({ handle, base64: bytes.subarray(at, at + CHUNK_BYTES).toString('base64') }))
    const { guess } = valueOf(await client.ledger.inspect({ handle }))
    return done(valueOf(await client.ledger.commit({ handle, mapping: guess, rows: null })))
  })
}

/** Writes subjects and their records as lines of JSON. Every file that is read leaves its audit entry, as on the screen. */
export async function exportAll(entry: Entry, file: string | undefined): Promise<Outcome> {
  const target = newFile(file, 'export')
  return atStaffHost(entry, async ({ client }) => {
    const out = openSync(target, 'wx', 0o600)
    const counts = { subjects: 0, records: 0 }
    try {
      for await (const id of subjectIds(client)) {
        writeSync(out, `${JSON.stringify({ collection: 'subjects', document: valueOf(await client.subject.get({ id })) })}\n`)
        counts.subjects += 1
        for await (const record of recordsOf(client, id)) {
          writeSync(out, `${JSON.stringify({ collection: 'records', document: record })}\n`)
          counts.records += 1
        }
      }
      fsyncSync(out)
    } finally {
      closeSync(out)
    }
    return done({ file: target, ...counts })
  })
}

/** Makes a backup folder: the encrypted database, its key slots, the attachments, a sealed list of them. */
export async function backup(entry: Entry, path: string | undefined): Promise<Outcome> {
  const target = newFile(path, 'backup')
  return atStaffHost(entry, async ({ host, me }) => {
    const ended = valueOf(await host.maintenance.backup(target, me))
    if ('problem' in ended) return { json: { ok: false, error: { code: 'BACKUP_FAILED', params: {} }, message: ended.problem }, exitCode: 1 }
    return done({ path: ended.path })
  })
}

/** Takes a backup as the data of this directory. What was there is moved aside and named. */
export async function restore(entry: Entry, path: string | undefined): Promise<Outcome> {
  if (!path) throw new UsageError('请给出备份文件夹，例如：restore 备份文件夹。')
  const { user: login } = entry
  if (login === undefined) throw new UsageError('恢复要用做备份时有效的账号，请加 --user 登录名 --password-stdin。')
  const password = await entry.password()
  return atHost({ ...entry, user: undefined }, async ({ client }) => done(valueOf(await client.backup.restore({ path: resolve(path), login, password }))))
}

/** Puts a damaged database together again from what is readable of it, a backup and the batches for the county. Exit code 1 when anything is missing. */
export async function recover(entry: Entry, path: string | undefined): Promise<Outcome> {
  const { user: login } = entry
  if (login === undefined) throw new UsageError('修复要用工作人员的账号，请加 --user 登录名 --password-stdin。')
  const password = await entry.password()
  return atHost({ ...entry, user: undefined }, async ({ host }) => {
    const found = valueOf(await host.maintenance.recover({ login, password, backup: path === undefined ? null : resolve(path) }))
    return { ...done(found), exitCode: found.older.length + found.lost.length === 0 ? 0 : 1 }
  })
}

async function* subjectIds(client: Desk['client']): AsyncGenerator<SubjectId> {
  for (let offset = 0; ; ) {
    const page = valueOf(await client.subject.list({ offset, limit: 500, sort: 'subjectNo' }))
    for (const row of page.rows) yield row.id
    offset += page.rows.length
    if (page.rows.length === 0 || offset >= page.total) return
  }
}

async function* recordsOf(client: Desk['client'], id: SubjectId): AsyncGenerator<CorrectionRecord> {
  const seen = new Set<string>()
  for (let before: Instant | null = null; ; ) {
    const page: { entries: TimelineEntry[]; more: boolean } = valueOf(await client.subject.timeline({ id, before, limit: 200 }))
    const fresh = page.entries.filter(({ record }) => !seen.has(record.id))
    for (const { record } of fresh) {
      seen.add(record.id)
      yield record
    }
    const last = page.entries.at(-1)
    if (!page.more || !last || fresh.length === 0) return
    before = last.record.occurredAt
  }
}

function readGiven(file: string): Buffer {
  if (!existsSync(file)) throw new UsageError('找不到这个文件，请核对路径。')
  return readFileSync(file)
}

function newFile(file: string | undefined, command: string): string {
  if (!file) throw new UsageError(`请给出要写的文件，例如：${command} 文件名。`)
  if (existsSync(file)) throw new UsageError('这个文件已经存在，没有覆盖。请换一个文件名。')
  if (!existsSync(dirname(resolve(file)))) throw new UsageError('要写到的文件夹不存在，没有写出。请先建好文件夹，或换一个位置。')
  return resolve(file)
}
