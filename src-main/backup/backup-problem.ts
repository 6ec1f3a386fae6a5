/** A part of a backup does not hold; `part` is its name inside the folder. */
export class BackupProblem extends Error {
  readonly part: string

  constructor(part: string) {
    super(`backup part does not hold: ${part}`)
    this.name = 'BackupProblem'
    this.part = part
  }
}
