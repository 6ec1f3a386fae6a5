import '../client/no-eval.ts'
import { createApp, h } from 'vue'

createApp({ render: () => h('main', h('h1', '县级社区矫正监管台')) }).mount('#app')
