import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { reachOf } from '#shared/authz/matrix.ts'
import { consoleEntries, liesUnder } from './frame/navigation.ts'
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
  { path: '/handed-in', component: () => import('./device/HandedInPage.vue') },
  { path: '/sealed', component: () => import('./subject/SealedPage.vue') },
  { path: '/audit', component: () => import('./audit/AuditPage.vue') },
  { path: '/rights', component: () => import('./audit/RightsPage.vue') },
  { path: '/emergency', component: () => import('./emergency/EmergencyPage.vue') },
  { path: '/users', component: () => import('./user/UsersPage.vue') },
  { path: '/factor', component: () => import('./factor/FactorPage.vue') },
  { path: '/:rest(.*)*', redirect: '/' },
]

/** The console's pages. Filters stand in the address, so that they outlive a log-in; what was typed in a search does not. */
export function createConsoleRouter() {
  const router = createRouter({ history: createWebHashHistory(), routes })
  router.beforeEach((to) => {
    const session = useConsoleSession()
    if (session.me && session.factorDue && to.path !== '/factor') return '/factor'
    if (!session.me) return true
    const entry = consoleEntries.find((one) => liesUnder(to.path, one.to))
    // The server refuses anyway; nobody is led to a page of which every line would be a refusal.
    return entry && !reachOf(session.me.role, entry.action) ? (consoleEntries.find(({ action }) => session.me && reachOf(session.me.role, action))?.to ?? '/rights') : true
  })
  return router
}
