export type Notice = { id: string; text: string; tone: 'amber' | 'blue'; canDismiss: boolean }

type Situation = { hostPresent: boolean; notices: readonly string[]; syncProblem: string; dismissed: ReadonlySet<string> }

/** The one banner: the most urgent thing that the user has not put away; null when all is well. */
export function bannerOf({ hostPresent, notices, syncProblem, dismissed }: Situation): Notice | null {
  if (!hostPresent) {
    return { id: 'host', text: '本机程序没有回应。已保存的内容都在，正在等它恢复，恢复后自动继续；一直不好时，请关闭窗口重新打开程序。', tone: 'amber', canDismiss: false }
  }
  const waiting = [
    ...notices.map((text): Notice => ({ id: text, text, tone: 'amber', canDismiss: true })),
    ...(syncProblem ? [{ id: syncProblem, text: syncProblem, tone: 'blue', canDismiss: true } satisfies Notice] : []),
  ]
  return waiting.find((notice) => !dismissed.has(notice.id)) ?? null
}
