export type Range = { first: number; last: number }

/** Which rows of a virtual list to draw: those in view and `spare` on each side. `last` is not drawn. */
export function visibleRange({ scrollTop, height, rowHeight, total, spare = 6 }: { scrollTop: number; height: number; rowHeight: number; total: number; spare?: number }): Range {
  const first = Math.max(0, Math.min(total, Math.floor(scrollTop / rowHeight) - spare))
  const last = Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + spare)
  return { first, last: Math.max(first, last) }
}

/** Where an arrow key leads from row `index` (-1: none yet); null when the key is none of the list's. */
export function nextIndex(key: string, index: number, { total, page }: { total: number; page: number }): number | null {
  const within = (next: number): number | null => (total === 0 ? null : Math.max(0, Math.min(total - 1, next)))
  switch (key) {
    case 'ArrowDown': return within(index + 1)
    case 'ArrowUp': return within(index < 0 ? 0 : index - 1)
    case 'PageDown': return within(index + page)
    case 'PageUp': return within(index - page)
    case 'Home': return within(0)
    case 'End': return within(total - 1)
    default: return null
  }
}

/** The scroll position that brings row `index` wholly into view, moving as little as possible. */
export function scrollToShow(index: number, { scrollTop, height, rowHeight }: { scrollTop: number; height: number; rowHeight: number }): number {
  const top = index * rowHeight
  if (top < scrollTop) return top
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop
}
