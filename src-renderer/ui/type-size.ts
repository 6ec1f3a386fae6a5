import { readonly, ref, type Ref } from 'vue'

export type TypeSize = 'normal' | 'large'

const name = 'type-size'
const size = ref<TypeSize>('normal')

/** The size of type on this PC. */
export function useTypeSize(): Readonly<Ref<TypeSize>> {
  return readonly(size)
}

/** Sets the size of type and remembers it on this PC. */
export function setTypeSize(next: TypeSize): void {
  apply(next)
  localStorage.setItem(name, next)
  // The browser door has another port, hence another storage, at every start; a cookie ignores ports. It holds nothing
  // but this word, so that other programs on 127.0.0.1 may read it.
  document.cookie = `${name}=${next}; path=/; max-age=31536000; samesite=strict`
}

/** Takes up what was remembered; called once before the first paint. */
export function restoreTypeSize(): void {
  const remembered = localStorage.getItem(name) ?? new RegExp(`(?:^|; )${name}=(\\w+)`).exec(document.cookie)?.[1]
  apply(remembered === 'large' ? 'large' : 'normal')
}

function apply(next: TypeSize): void {
  size.value = next
  document.documentElement.dataset.type = next
}
