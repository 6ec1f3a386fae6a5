import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { useConsoleSession } from './session.ts'

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./board/BoardPage.vue') },
  { path: '/subjects', component: () => import('./subject/SubjectsPage.vue') },
  { path: '/subjects/:id', component: () => import('./subject/SubjectPage.vue') },
  { path: '/subjects/:id/begin', component: () => import('./procedure/BeginPage.vue') },
  { path: '/groups', component: () => import('./group/GroupsPage.vue') },
  { path: '/records', component: () => import('./record/RecordsPage.vue') },
  { path: '/records/:id', component: () => import('./record/RecordPage.vue') },
  { path: '/conflicts', component: () => import('./conflict/ConflictsPage.vue') },
  { path: '/conflicts/:id', component: () => import('./conflict/ConflictPage.vue') },
  { path: '/procedures', component: () => import('./procedure/ApprovalsPage.vue') },
  { path: '/procedures/:id', component: () => import('./procedure/DecisionPage.vue') },
  { path: '/policy', component: () => import('./policy/PolicyPage.vue') },
  { path: '/ledger', component: () => import('./ledger/LedgerPage.vue') },
  { path: '/courier', component: () => import('./courier/CourierPage.vue') },
  { path: '/devices', component: () => import('./device/DevicesPage.vue') },
  { path: '/sealed', component: () => import('./subject/SealedPage.vue'), meta: { administrator: true } },
  { path: '/users', component: () => import('./user/UsersPage.vue'), meta: { administrator: true } },
  { path: '/factor', component: () => import('./factor/FactorPage.vue') },
  { path: '/:rest(.*)*', redirect: '/' },
]

declare module 'vue-router' {
  interface RouteMeta {
    /** Only the county's administrators; the server refuses everybody else anyway. */
    administrator?: boolean
  }
}

/** The console's pages. Filters stand in the address, so that they outlive a log-in; what was typed in a search does not. */
export function createConsoleRouter() {
  const router = createRouter({ history: createWebHashHistory(), routes })
  router.beforeEach((to) => {
    const session = useConsoleSession()
    if (session.me && session.factorDue && to.path !== '/factor') return '/factor'
    return to.meta.administrator && session.me && !session.isAdministrator ? '/' : true
  })
  return router
}
