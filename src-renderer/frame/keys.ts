import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'

/** Whether a dialog or an open pop-up stands over the page and wants the key for itself. */
export function isCovered(): boolean {
  return [...document.querySelectorAll('[role="dialog"], .el-popper')].some((element) => element.checkVisibility({ visibilityProperty: true }))
}

/** Esc: first leaves the field, then the page. */
export function goBack(router: Router, route: RouteLocationNormalizedLoaded): void {
  const focused = document.activeElement
  if (focused instanceof HTMLElement && focused.matches('input, textarea, [contenteditable]')) {
    focused.blur()
    document.querySelector<HTMLElement>('main')?.focus()
    return
  }
  const { back } = window.history.state ?? {}
  if (typeof back === 'string') return router.back()
  const up = parentOf(route.path)
  if (up) void router.push(up)
}

/** The page above: `/subjects/X/visit` -> `/subjects/X` -> `/subjects` -> `/`; null at the top. */
export function parentOf(path: string): string | null {
  if (path === '/') return null
  if (path.startsWith('/records/')) return '/records'
  const parent = path.slice(0, path.lastIndexOf('/'))
  return parent === '' ? '/' : parent
}
