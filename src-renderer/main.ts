import './client/no-eval.ts'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createClient } from '#shared/contract/client.ts'
import { officeContract } from '#shared/contract/office.ts'
import type { Transport } from '#shared/contract/transport.ts'
import { say } from '#shared/kernel/result.ts'
import App from './App.vue'
import { openDoor } from './client/open-door.ts'
import { presenceKey } from './client/presence.ts'
import { clientKey } from './client/use-client.ts'
import { createDeskRouter } from './frame/router.ts'
import { useProceed } from './features/audit/proceed-store.ts'
import { useSession } from './frame/session-store.ts'
import './ui/element-plus.ts'
import './ui/tokens.css'
import './ui/base.css'
import { restoreTypeSize } from './ui/type-size.ts'

restoreTypeSize()
const door = await openDoor()
const app = createApp(App, { refused: door.refused })

/** A session that ended unheard (host restarted, locked elsewhere) shows itself by a refusal: then the desk is dropped too. */
const watched: Transport = {
  on: door.transport.on,
  async call(call) {
    const answer = await door.transport.call(call)
    if (!answer.ok && answer.error.code === 'BULK_READING') return (await useProceed().ask(say(answer.error))) ? door.transport.call(call) : answer
    if (!answer.ok && answer.error.code === 'NOT_SIGNED_IN' && !call.name.startsWith('session.')) void useSession().refresh()
    return answer
  },
}

app.provide(clientKey, createClient(officeContract, watched))
app.provide(presenceKey, door.presence)
app.use(createPinia())
app.use(createDeskRouter())
app.mount('#app')
