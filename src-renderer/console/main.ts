import '../client/no-eval.ts'
import { createPinia } from 'pinia'
import { createApp, readonly, ref } from 'vue'
import { createClient } from '#shared/contract/client.ts'
import { consoleContract } from '#shared/contract/console.ts'
import type { Transport } from '#shared/contract/transport.ts'
import { say } from '#shared/kernel/result.ts'
import { countyDoor, createHttpTransport } from '../client/http-transport.ts'
import { presenceKey } from '../client/presence.ts'
import '../ui/element-plus.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import './console.css'
import { restoreTypeSize } from '../ui/type-size.ts'
import ConsoleApp from './ConsoleApp.vue'
import { countyKey, tokenKey } from './county.ts'
import { createConsoleRouter } from './router.ts'
import { useProceed } from '../features/audit/proceed-store.ts'
import { useConsoleSession } from './session.ts'

restoreTypeSize()
const door = createHttpTransport(countyDoor)
const present = ref(true)
door.onPresence((next) => (present.value = next))

const app = createApp(ConsoleApp)

/** A session that ended at the server (idle, eight hours, user switched off) shows itself by a refusal: back to the log-in. */
const watched: Transport = {
  on: door.on,
  async call(call) {
    const answer = await door.call(call)
    if (!answer.ok && answer.error.code === 'BULK_READING') return (await useProceed().ask(say(answer.error))) ? door.call(call) : answer
    if (!answer.ok && answer.error.code === 'NOT_SIGNED_IN' && !call.name.startsWith('console.')) useConsoleSession().lose()
    return answer
  },
}

app.provide(countyKey, createClient(consoleContract, watched))
app.provide(tokenKey, door.setToken)
app.provide(presenceKey, readonly(present))
app.use(createPinia())
app.use(createConsoleRouter())
door.onTokenRefused(() => useConsoleSession().lose())
app.mount('#app')
