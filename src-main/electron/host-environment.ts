// These bend Node, Electron or OpenSSL before our first line runs: preload a module, trust another authority, log keys.
const DROPPED = /^(NODE_|ELECTRON_|SSL|OPENSSL_|UV_|LD_|DYLD_)/

/** The environment of the host process: the user's, without what could change the program. */
export function hostEnvironment(env: NodeJS.ProcessEnv, data: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !DROPPED.test(name.toUpperCase()))
  return { ...Object.fromEntries(kept), JUDICIAL_OFFICE_DATA: data }
}
