import { THUMBNAIL_BYTES } from '#shared/contract/bytes.ts'

const LONG_SIDE = 320

/**
 * A small JPEG of a picture, upright, without anything the camera wrote; null where the browser cannot read it (a PDF, a
 * damaged file). Drawn here and not by the host: the page's sandbox is the place for decoding what strangers made.
 */
export async function thumbnailOf(file: Blob): Promise<File | null> {
  const picture = file.type.startsWith('image/') ? await createImageBitmap(file).catch(() => null) : null
  if (!picture) return null
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const brush = canvas.getContext('2d')
  if (!brush) return null
  // JPEG knows no transparency; what is clear in a PNG would become black.
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.72))
  return blob && blob.size <= THUMBNAIL_BYTES ? new File([blob], 'small.jpg', { type: 'image/jpeg' }) : null
}
