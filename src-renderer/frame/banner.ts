export type Notice = { id: string; text: string; tone: 'amber' | 'blue'; canDismiss: boolean }

type Situation = { hostPresent: boolean; notices: readonly string[]; syncProblem: string; dismissed: ReadonlySet<string> }

/** The one banner: the most urgent thing that the user has not put away; null when all is well. */
export function bannerOf({ hostPresent, notices, syncProblem, dismissed }: Situation): Notice | null {
  if (!hostPresent) {
    return { id: 'host', text: '本机程序没有回应，已保存的内容都在，正在等它恢复。程序重新启动过的话，这个页面会失效，请关闭它，再从桌面图标打开。', tone: 'amber', canDismiss: false }
  }
  const waiting = [
    ...notices.map((text): Notice => ({ id: text, text, tone: 'amber', canDismiss: true })),
    ...(syncProblem ? [{ id: syncProblem, text: syncProblem, tone: 'blue', canDismiss: true } satisfies Notice] : []),
  ]
  return waiting.find((notice) => !dismissed.has(notice.id)) ?? null
}
