import type { PicturePlace } from '#shared/contract/bytes.ts'

/** Where and when a picture was taken, as the camera wrote it. */
export function placeWords(place: PicturePlace | null): string {
  if (!place) return '相机没有写拍摄时间和位置'
  const { latitude, longitude, takenAt } = place
  const where = latitude !== null && longitude !== null ? `${latitude < 0 ? '南纬' : '北纬'} ${Math.abs(latitude)}°，${longitude < 0 ? '西经' : '东经'} ${Math.abs(longitude)}°` : '没有位置'
  return `${takenAt ? `${takenAt} 拍摄，` : ''}${where}（相机所写，未经核实）`
}
