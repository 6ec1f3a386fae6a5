/** An invented number of GB 11643 with a right check digit, for invented people. */
export function inventIdNumber(division: string, birthDate: string, person: { sequence: number; gender: '1' | '2' }): string {
  const odd = person.sequence - (person.sequence % 2) + (person.gender === '1' ? 1 : 0)
  const body = division + birthDate.replaceAll('-', '') + String(odd % 1000).padStart(3, '0')
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body.charAt(index)), 0)
  return body + '10X98765432'.charAt(sum % 11)
}
