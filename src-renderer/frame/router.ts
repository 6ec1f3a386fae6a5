import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { useSession } from './session-store.ts'

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./HomePage.vue'), meta: { volunteer: true } },
  { path: '/subjects', component: () => import('../features/subject/SubjectListPage.vue') },
  { path: '/subjects/new', component: () => import('../features/subject/SubjectFormPage.vue') },
  { path: '/emergency', component: () => import('../features/rights/EmergencyPage.vue') },
  { path: '/sealed', component: () => import('../features/subject/SealedLookPage.vue') },
  { path: '/subjects/:id', component: () => import('./CasePage.vue') },
  { path: '/subjects/:id/edit', component: () => import('../features/subject/SubjectFormPage.vue') },
  { path: '/subjects/:id/visit', component: () => import('../features/visit/VisitPage.vue'), meta: { volunteer: true } },
  { path: '/subjects/:id/talk', component: () => import('../features/talk/TalkPage.vue'), meta: { volunteer: true } },
  { path: '/subjects/:id/write/:kind', component: () => import('../features/write/WritePage.vue') },
  { path: '/write/:kind', component: () => import('../features/write/ChoosePage.vue') },
  { path: '/office/write/:kind', component: () => import('../features/write/WritePage.vue') },
  { path: '/subjects/:id/group', component: () => import('../features/group/GroupPage.vue') },
  { path: '/subjects/:id/forms/:form', component: () => import('../features/form/FormPage.vue') },
  { path: '/subjects/:id/letter', component: () => import('../features/group/LetterPage.vue') },
  { path: '/subjects/:id/begin/:kind', component: () => import('../features/procedure/BeginPage.vue') },
  { path: '/procedures', component: () => import('../features/procedure/ProcedureListPage.vue') },
  { path: '/procedures/:id', component: () => import('../features/procedure/ProcedurePage.vue') },
  { path: '/records', component: () => import('../features/record/RecordListPage.vue') },
  { path: '/records/:id/correct', component: () => import('../features/visit/VisitPage.vue') },
  { path: '/groups', component: () => import('../features/directory/GroupListPage.vue') },
  { path: '/people', component: () => import('../features/directory/PeoplePage.vue') },
  { path: '/ledger', component: () => import('../features/ledgers/LedgersPage.vue') },
  { path: '/ledger/import', component: () => import('../features/ledger/LedgerPage.vue') },
  { path: '/rules', component: () => import('../features/rules/RulesPage.vue') },
  { path: '/self-check', component: () => import('../features/rules/SelfCheckPage.vue') },
  { path: '/sync', component: () => import('../features/sync/SyncPage.vue') },
  { path: '/courier', component: () => import('../features/courier/CourierPage.vue') },
  { path: '/settings', component: () => import('./SettingsPage.vue'), meta: { volunteer: true } },
  ...(import.meta.env.DEV || import.meta.env.MODE === 'gallery' ? [{ path: '/gallery', component: () => import('../ui/gallery/GalleryPage.vue'), meta: { volunteer: true } }] : []),
  { path: '/:rest(.*)*', redirect: '/' },
]

declare module 'vue-router' {
  interface RouteMeta {
    /** Volunteers may open it; everything else leads them home. The host refuses them anyway. */
    volunteer?: boolean
  }
}

/** The desk's pages. Hash history: the page is one file, behind any door. */
export function createDeskRouter() {
  const router = createRouter({ history: createWebHashHistory(), routes })
  router.beforeEach((to) => (useSession().me?.role === 'volunteer' && !to.meta.volunteer ? (volunteerAddress(to.path) ?? '/') : true))
  return router
}

/** A volunteer corrects on his own screens; links and drafts may still name the officer's page. */
function volunteerAddress(path: string): { path: string; query: { screen: string; what: string } } | null {
  const recordId = /^\/records\/([^/]+)\/correct$/.exec(path)?.[1]
  return recordId === undefined ? null : { path: '/', query: { screen: 'correct', what: recordId } }
}
