const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Hands a workbook to the browser as a download. The bytes never get an address that another page could open. */
export function downloadWorkbook({ fileName, base64 }: { fileName: string; base64: string }): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type: workbook }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser reads the blob after this turn; an address that is freed at once gives an empty file in some of them.
  setTimeout(() => URL.revokeObjectURL(address), 30_000)
}
