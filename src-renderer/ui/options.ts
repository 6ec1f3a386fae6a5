/** Turns a table of code and label into the options of a Choice, in the table's order. */
export function optionsOf<K extends string>(labels: Readonly<Record<K, string>>): { value: K; label: string }[] {
  return keysOf(labels).map((value) => ({ value, label: labels[value] }))
}

function keysOf<K extends string>(labels: Readonly<Record<K, string>>): K[] {
  return Object.keys(labels).filter((key): key is K => key in labels)
}
