import type { Selectable } from 'kysely'
import { BatchBody, GENESIS_HASH, ReceiptBody } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import { isSignedBy, sha256 } from '../../crypto/signing.ts'
import { nextChainHash } from '../../db/ledger.ts'
import type { Tables } from '../../db/tables.ts'

type Entry = Selectable<Tables['ledger']>
type Device = { public_key: string; last_number: number; last_hash: string }
type Heads = { position: number; chainHash: string; devices: Map<string, { number: number; hash: string }> }

const pageSize = 200

/** Walks the whole ledger in its order. Answers how many entries hold and what is wrong with the first that does not. */
export async function verifyLedger(county: County): Promise<{ batches: number; problem: string }> {
  const { db } = county
  const devices = new Map((await db.selectFrom('devices').select(['id', 'public_key', 'last_number', 'last_hash']).execute()).map((row) => [row.id, row]))
  const heads: Heads = { position: 0, chainHash: GENESIS_HASH, devices: new Map() }
  for (;;) {
    const page = await db.selectFrom('ledger').selectAll().where('position', '>', heads.position).orderBy('position').limit(pageSize).execute()
    if (page.length === 0) break
    for (const entry of page) {
      const problem = checkEntry(entry, { heads, device: devices.get(entry.device_id), countyKey: county.seal.publicKey })
      if (problem) return { batches: heads.position, problem: `第 ${heads.position + 1} 位有问题：${problem}。` }
      heads.position = entry.position
      heads.chainHash = entry.chain_hash
      heads.devices.set(entry.device_id, { number: entry.number, hash: entry.hash })
    }
  }
  return { batches: heads.position, problem: await checkEnds(county, heads, devices) }
}

type Surroundings = { heads: Heads; device: Device | undefined; countyKey: string }

function checkEntry(entry: Entry, { heads, device, countyKey }: Surroundings): string {
  if (entry.position !== heads.position + 1) return '这一位的批次不见了'
  if (!device) return '送出这一批的设备没有登记'
  if (sha256(entry.body) !== entry.hash) return '批次内容与哈希不符'
  if (!isSignedBy(device.public_key, entry.body, entry.signature)) return '批次签名不对'
  const last = heads.devices.get(entry.device_id) ?? { number: 0, hash: GENESIS_HASH }
  const body = BatchBody.safeParse(parseJson(entry.body)).data
  if (body?.deviceId !== entry.device_id || body.officeId !== entry.office_id || body.number !== entry.number || body.items.length !== entry.items) return '批次内容与登记不符'
  if (entry.number !== last.number + 1 || body.previousHash !== last.hash || entry.previous_hash !== last.hash) return '与同一设备的前一批接不上'
  if (sha256(entry.receipt_body) !== entry.receipt_hash || !isSignedBy(countyKey, entry.receipt_body, entry.receipt_signature)) return '回执签名不对'
  const receipt = ReceiptBody.safeParse(parseJson(entry.receipt_body)).data
  if (receipt?.batchHash !== entry.hash || receipt.position !== entry.position || receipt.deviceId !== entry.device_id || receipt.number !== entry.number) return '回执与批次不符'
  return nextChainHash(heads.chainHash, entry.hash, entry.receipt_hash) === entry.chain_hash ? '' : '与总账前一位接不上'
}

/** Entries cut off at the end leave the heads behind. */
async function checkEnds({ db }: County, heads: Heads, devices: Map<string, Device>): Promise<string> {
  const end = await db.selectFrom('ledger_head').select(['position', 'chain_hash']).executeTakeFirstOrThrow()
  if (end.position !== heads.position || end.chain_hash !== heads.chainHash) return `第 ${heads.position + 1} 位有问题：总账末尾少了批次。`
  for (const [id, device] of devices) {
    const last = heads.devices.get(id) ?? { number: 0, hash: GENESIS_HASH }
    if (last.number !== device.last_number || last.hash !== device.last_hash) return `设备 ${id} 的登记与总账不符。`
  }
  return ''
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
