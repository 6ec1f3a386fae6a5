/** A batch's place in its device's chain. */
export type BatchPlace = { number: number; hash: string; previousHash: string }
/** What the county knows of a device's chain; `there`: the hash of its batch at the number in question, if it has one. */
export type KnownChain = { lastNumber: number; lastHash: string; frozen: boolean; there: string | undefined }
/** `again`: the very batch that is held already. `fork`: another one in a place that is taken. */
export type Turn = 'next' | 'again' | 'gap' | 'frozen' | 'fork'

/** Whether a batch is the one that comes next in its device's chain, at the county. */
export function decideTurn(known: KnownChain, batch: BatchPlace): Turn {
  if (batch.number <= known.lastNumber && known.there === batch.hash) return 'again'
  if (known.frozen) return 'frozen'
  if (batch.number > known.lastNumber + 1) return 'gap'
  return batch.number === known.lastNumber + 1 && batch.previousHash === known.lastHash ? 'next' : 'fork'
}

/** What a device says of its newest batch; `saidAt`: by its own clock. */
export type SaidHead = { number: number; hash: string; restored: boolean; saidAt: string }

/**
 * Whether a device whose newest batch is `head` can be the one the county knows: ahead of it, level with it, or behind
 * and saying so. Null: it can; else the number from which there are two lives of one identity. `followedAt`: when the
 * batch after the head was built, by the device's clock. What was said before that is no second life but an old message
 * that was long on its way; a copy whose clock was set back is stopped by the county's answer and by its first batch.
 */
export function decideHead(known: Pick<KnownChain, 'lastNumber' | 'there'> & { followedAt: string | undefined }, head: SaidHead): number | null {
  if (head.number > known.lastNumber) return null
  const isSameChain = head.number === 0 || known.there === head.hash
  if (isSameChain && (head.number === known.lastNumber || head.restored)) return null
  if (isSameChain && known.followedAt !== undefined && head.saidAt < known.followedAt) return null
  return isSameChain ? head.number + 1 : head.number
}

/** What a device does after the check: first fetch its own batches back, stop because a copy has been at work, or go on. */
export function decideAfterCheck(own: { newest: number; restored: boolean }, countys: { lastNumber: number }): 'regain' | 'stop' | 'goOn' {
  if (countys.lastNumber <= own.newest) return 'goOn'
  return own.restored ? 'regain' : 'stop'
}
