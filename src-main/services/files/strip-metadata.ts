import type { Attachment } from '#shared/domain/record.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import { stripJpegMetadata } from './jpeg-metadata.ts'
import { stripPngMetadata } from './png-metadata.ts'
import { stripWebpMetadata } from './webp-metadata.ts'

/** The content to keep, without what a camera or phone wrote beside the picture; null when the file is not well formed. */
export function stripMetadata(mime: Attachment['mime'], bytes: Buffer): Buffer | null {
  switch (mime) {
    case 'image/jpeg':
      return stripJpegMetadata(bytes)
    case 'image/png':
      return stripPngMetadata(bytes)
    case 'image/webp':
      return stripWebpMetadata(bytes)
    case 'application/pdf':
      return bytes
    default:
      return unreachable(mime)
  }
}
