import { randomToken } from 'rxdb'
import type { RxStorageChangeEvent } from 'rxdb'
import type { SharedConnection } from './shared-connection.ts'

/** Events of one bulk write with the sequence they reach. */
export type ToldTogether = { events: RxStorageChangeEvent<unknown>[]; sequence: number }

/** RxDB keeps books on every event, about a microsecond each, and does so for a whole event bulk in one turn. */
const EVENTS_PER_BULK = 5000

/** Adds the events of one slice: to the last event bulk while there is room, else to a new one. */
export function gather(bulks: ToldTogether[], events: RxStorageChangeEvent<unknown>[], sequence: number): void {
  if (events.length === 0) return
  const last = bulks.at(-1)
  if (last === undefined || last.events.length + events.length > EVENTS_PER_BULK) {
    bulks.push({ events: [...events], sequence })
    return
  }
  last.events.push(...events)
  last.sequence = sequence
}

/**
 * Tells what was written, to be called after the commit. The first event bulk is out when this returns, so a write of
 * usual size is told in the turn in which it was committed; of a bigger one the rest follows, one event bulk a turn.
 */
export async function tellEvents(
  connection: SharedConnection,
  { table, context, bulks }: { table: number; context: string; bulks: readonly ToldTogether[] },
): Promise<void> {
  for (const [index, { events, sequence }] of bulks.entries()) {
    // A timer, not the next turn: RxDB works through its events in a timer of its own, which must come in between.
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, 1))
    connection.events(table).next({ id: randomToken(10), events, checkpoint: { sequence }, context })
  }
}
