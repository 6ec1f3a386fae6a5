import { createRequire } from 'node:module'

// Not named `require`: the bundled shell has one of its own.
const packages = createRequire(import.meta.url)

/**
 * Fonts that are embedded in .pdf files: Noto Serif SC (OFL 1.1), the open stand-in for 仿宋 and 小标宋, whose licences do
 * not allow shipping. Only the characters in use go into a file.
 */
export const fontFiles = {
  regular: packages.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  bold: packages.resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
} as const
