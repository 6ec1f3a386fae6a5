/**
 * Switches an installed app accepts. An allow-list, because Chromium has more than a thousand and each release adds
 * some: --no-sandbox, --remote-debugging-port, --disable-web-security, --js-flags, --inspect, --proxy-server … all
 * fall under "not here".
 */
const ALLOWED: ReadonlySet<string> = new Set([
  '--data',
  // What support needs on old machines and unusual screens.
  '--disable-gpu',
  '--force-device-scale-factor',
  '--ozone-platform',
  '--ozone-platform-hint',
  '--enable-wayland-ime',
])

/** The first switch an installed app must not be started with, or undefined. Windows also takes /switch. */
export function findDangerousArgument(argv: readonly string[], platform: NodeJS.Platform): string | undefined {
  return argv.slice(1).find((argument) => isSwitch(argument, platform) && !ALLOWED.has(nameOf(argument)))
}

const isSwitch = (argument: string, platform: NodeJS.Platform): boolean =>
  argument.startsWith('-') || (platform === 'win32' && argument.startsWith('/'))

const nameOf = (argument: string): string => argument.split('=', 1)[0] ?? argument

/** `--data DIR` or `--data=DIR`. */
export function readDataArgument(argv: readonly string[]): string | undefined {
  const joined = argv.find((argument) => argument.startsWith('--data='))
  if (joined !== undefined) return joined.slice('--data='.length)
  const at = argv.indexOf('--data')
  return at < 0 ? undefined : argv[at + 1]
}
