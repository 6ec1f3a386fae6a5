import type { AnswerEntry, DeviceState, OutboundEntry } from '#shared/sync/courier/contents.ts'
import { MOST_FILES } from '#shared/sync/files.ts'
import type { z } from 'zod'
import type { County } from '../../county.ts'
import type { DeviceRow } from '../../db/devices.ts'
import { findWhole, standingOf } from '../files/standing.ts'
import { openPiece, takePiece } from '../files/take-piece.ts'

/** Takes a piece that came by stick into the same keeping as the line's. True when it made its file whole. */
export async function takeFileEntry(county: County, device: DeviceRow, { piece, ...entry }: Extract<OutboundEntry, { kind: 'file' }>): Promise<boolean> {
  // What is refused is asked for again by the standing in the answer; it never keeps a record from being taken.
  const taken = await takePiece(county, device, { ...entry, bytes: Buffer.from(piece, 'base64') })
  return taken.ok && taken.value.done && entry.part === 'whole'
}

/** What the county says of the files that a device asked about, and the small pictures that it lacks. */
export async function* fileAnswers(county: County, device: DeviceRow, { files }: DeviceState): AsyncGenerator<z.input<typeof AnswerEntry>> {
  const { open = [], wanted = [] } = files ?? {}
  for (let at = 0; at < open.length; at += MOST_FILES) yield { kind: 'files', standings: await standingOf(county, device, open.slice(at, at + MOST_FILES)) }
  for (const fileId of wanted) {
    const content = await findWhole(county, device, { fileId, part: 'small' })
    const plain = content && (await openPiece(county, county.db, content, 0))
    if (content && plain) yield { kind: 'small', fileId, sha256: content.sha256, piece: plain.toString('base64') }
  }
}
