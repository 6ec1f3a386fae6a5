const patienceMs = 120_000
const lookMs = 15_000

/** What to say of an exchange in which nothing has moved for so long; empty while that is nothing unusual. */
export function stallSentence(idleMs: number): string {
  if (idleMs < patienceMs) return ''
  return `与县局的交换已有 ${Math.floor(idleMs / 60_000)} 分钟没有进展，线路可能很慢或已中断。数据都保存在本机，程序会自动从断开处继续；急用时请改用移动盘交换。`
}

/** Watches a running exchange: `moved` at every step; `onStall` hears the sentence while nothing moves. */
export function watchStall(onStall: (sentence: string) => void): { moved(): void; stop(): void } {
  let last = performance.now()
  const timer = setInterval(() => {
    const sentence = stallSentence(performance.now() - last)
    if (sentence !== '') onStall(sentence)
  }, lookMs)
  timer.unref()
  return { moved: () => void (last = performance.now()), stop: () => clearInterval(timer) }
}
