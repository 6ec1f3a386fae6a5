/** A document's copy at a device, as far as the sync decides by it. */
export type Copy = { readonly [field: string]: unknown }

/** Whether a fetched version takes the place of the copy here: never of an unsent edit, never of a newer version. */
export function isNews(current: Copy | null, revision: number): boolean {
  return current === null || (current['receivedAt'] !== null && Number(current['revision']) < revision)
}

/** Whether a copy is offered to a county that was put back: what travels in a batch anyway (`underway`: its revision of then) is not. */
export function isOfferedAgain(current: Copy | null, underway: number | undefined): boolean {
  return current !== null && current['receivedAt'] !== null && underway !== current['revision']
}
