import { spawn } from 'node:child_process'

/** The command that opens an address in the machine's own browser. */
export function browserCommand(platform: NodeJS.Platform, url: string): { program: string; args: string[] } {
  if (platform === 'darwin') return { program: 'open', args: [url] }
  // Not `cmd /c start`: that would read the address as a command line.
  if (platform === 'win32') return { program: 'rundll32', args: ['url.dll,FileProtocolHandler', url] }
  return { program: 'xdg-open', args: [url] }
}

/** Opens the address, if the machine has something to open it with; the address has been printed in any case. */
export function openInBrowser(url: string): void {
  const { program, args } = browserCommand(process.platform, url)
  const child = spawn(program, args, { detached: true, stdio: 'ignore' })
  child.on('error', () => console.log('没有找到浏览器，请自己在浏览器里打开上面的地址。'))
  child.unref()
}
