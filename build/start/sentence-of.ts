/** One Chinese sentence for what stopped the start: what happened, then what to do. */
export function sentenceOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return '端口已被别的程序占用。请用 --port 换一个端口，或不指定端口，由程序自己选。'
  if (code === 'EACCES' || code === 'EPERM') return '没有权限读写数据目录。请换一个目录（--data 目录），或请管理员放开权限。'
  if (code === 'ENOSPC') return '磁盘已满，没有启动。请腾出空间后重新运行。'
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return '有不认识的选项。可用：--demo、--browser、--no-open、--port 端口、--data 目录。'
  return error instanceof Error ? error.message : String(error)
}
