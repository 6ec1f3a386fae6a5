// electron-builder's own `electronFuses` knows neither strictlyRequireAllFuses nor every fuse, hence this hook. It
// runs before signing, so the signature covers the burnt binary.
const { join } = require('node:path')

exports.default = async ({ appOutDir, electronPlatformName, packager }) => {
  const { burnFuses } = await import('./fuses.ts')
  const name = electronPlatformName === 'linux' ? packager.executableName : `${packager.appInfo.productFilename}.exe`
  await burnFuses(join(appOutDir, name), electronPlatformName)
}
