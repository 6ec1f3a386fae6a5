export type Option<V extends string> = { readonly value: V; readonly label: string }

/** The choices of a table of labels, in the table's order. */
export function optionsOf<V extends string>(labels: Readonly<Record<V, string>>): Option<V>[] {
  const options: Option<V>[] = []
  for (const value in labels) options.push({ value, label: labels[value] })
  return options
}
