import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/**
 * What the shipped Electron can never do again. `true` is on. WasmTrapHandlers keeps Electron's default; it stands
 * here because every fuse must be decided: an Electron that brings a new one stops the build.
 */
export const fusesFor = (platform: string): Record<FuseV1Options, boolean> => ({
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Without effect on Linux; there app:// checks each file's hash and the package system owns the folder.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
})

/** Burns the fuses into the binary and reads them back; throws when one is not as decided. */
export async function burnFuses(binary: string, platform: string): Promise<void> {
  const wanted = fusesFor(platform)
  await flipFuses(binary, { version: FuseVersion.V1, strictlyRequireAllFuses: true, resetAdHocDarwinSignature: false, ...wanted })
  const wire = await getCurrentFuseWire(binary)
  for (const [fuse, on] of Object.entries(wanted)) {
    const state = Object.entries(wire).find(([name]) => name === fuse)?.[1]
    if (state !== (on ? FuseState.ENABLE : FuseState.DISABLE)) throw new Error(`fuse ${FuseV1Options[Number(fuse)]} is not ${on ? 'on' : 'off'} in ${binary}`)
  }
}
