import type { County } from '../../county.ts'

/** The epoch in force. */
export async function readEpochOf(county: County): Promise<string> {
  const { epoch } = await county.db.selectFrom('county').select('epoch').executeTakeFirstOrThrow()
  return epoch
}
