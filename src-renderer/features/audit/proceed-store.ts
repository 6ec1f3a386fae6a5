import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** Whether somebody is being asked for his password because he has looked at very many people; whoever waits goes on with the answer. */
export const useProceed = defineStore('proceed', () => {
  const sentence = ref('')
  const waiting = shallowRef<((released: boolean) => void)[]>([])

  /** Asks, once for all calls that were stopped meanwhile. */
  function ask(said: string): Promise<boolean> {
    sentence.value = said
    return new Promise((resolve) => (waiting.value = [...waiting.value, resolve]))
  }

  function settle(released: boolean): void {
    const all = waiting.value
    waiting.value = []
    sentence.value = ''
    for (const resolve of all) resolve(released)
  }

  return { sentence, ask, settle }
})
