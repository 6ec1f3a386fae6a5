import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../project-root.ts'
import { burnFuses, fusesFor } from './fuses.ts'

const FUSES = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number')

describe('the fuse table', () => {
  it('is what docs/security.md says', () => {
    const named = (platform: string) =>
      Object.fromEntries(Object.entries(fusesFor(platform)).map(([fuse, on]) => [FuseV1Options[Number(fuse)], on]))
    const expected = {
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    }
    expect(named('win32')).toEqual(expected)
    expect(named('linux')).toEqual({ ...expected, EnableEmbeddedAsarIntegrityValidation: false })
  })

  it('decides every fuse there is', () => {
    expect(Object.keys(fusesFor('linux')).map(Number).sort()).toEqual([...FUSES].sort())
  })
})

describe('burning fuses', () => {
  let folder: string
  let binary: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fuses-'))
    binary = join(folder, 'electron')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  // Electron's binary holds this mark, a version, a length, and one byte per fuse; the rest does not matter here.
  const fakeBinary = (fuses: number) => {
    const mark = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
    writeFileSync(binary, Buffer.concat([Buffer.alloc(5000, 7), mark, Buffer.from([1, fuses]), Buffer.alloc(fuses, FuseState.ENABLE), Buffer.alloc(100, 9)]))
  }

  it('changes the binary and nothing but its fuses', async () => {
    fakeBinary(FUSES.length)
    const before = readFileSync(binary)
    await burnFuses(binary, 'linux')
    const wire = await getCurrentFuseWire(binary)
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE)
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE)
    const after = readFileSync(binary)
    expect(after.length).toBe(before.length)
    expect([...after].filter((byte, index) => byte !== before[index]).length).toBe(Object.values(fusesFor('linux')).filter((on) => !on).length)
  })

  it('stops for an Electron that has a fuse nobody decided', async () => {
    fakeBinary(FUSES.length + 1)
    await expect(burnFuses(binary, 'linux')).rejects.toThrow(/strictlyRequireAllFuses/)
  })

  it('stops for a binary that lost a fuse we rely on', async () => {
    fakeBinary(FUSES.length - 1)
    await expect(burnFuses(binary, 'linux')).rejects.toThrow()
  })
})

describe('electron-builder.yml', () => {
  const load = async () => {
    // The library's own reader and schema: a misspelt key fails here instead of on the packaging machine.
    const { getConfig, validateConfiguration } = await import('app-builder-lib/out/util/config/config.js')
    const { DebugLogger } = await import('builder-util')
    const config = await getConfig(ROOT, 'electron-builder.yml', null)
    await validateConfiguration(config, new DebugLogger(false))
    return config
  }

  it('is valid, and burns the fuses', async () => {
    const config = await load()
    expect(config.afterPack).toBe('build/package/after-pack.cjs')
    expect(config.asar).toBe(true)
  })

  it('builds deb, AppImage and nsis for both processors', async () => {
    const { linux, win } = await load()
    expect(linux?.target).toEqual([{ target: 'deb', arch: ['x64', 'arm64'] }, { target: 'AppImage', arch: ['x64', 'arm64'] }])
    expect(win?.target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }])
  })

  it('installs for the machine, not for the user, and never without the sandbox', async () => {
    const { nsis, linux, toolsets } = await load()
    expect(nsis).toMatchObject({ perMachine: true, allowToChangeInstallationDirectory: false })
    expect(linux?.executableArgs).toEqual([])
    expect(toolsets?.appimage).not.toBe('0.0.0')
  })

  it('ships three bundles, the renderer and runtime packages; no source, no source map', async () => {
    const { files } = await load()
    const [set] = Array.isArray(files) ? files : []
    const filter = typeof set === 'object' ? set.filter : []
    expect(filter).toEqual(expect.arrayContaining(['out/main/**', '!**/*.{map,ts,cts,mts,tsbuildinfo}', '!**/{.env,.env.*}']))
    expect(filter).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(src-|build|tests)/)]))
  })
})
