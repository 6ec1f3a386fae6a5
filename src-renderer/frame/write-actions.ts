import { recordKinds } from '#shared/casework/kinds/index.ts'
import { type GeneralKind, isAboutOffice, isByDesk } from '#shared/domain/record-kinds.ts'
import type { Action } from './actions.ts'

/** Initials of each kind's name, as they are typed. */
const initials: Record<GeneralKind, string> = {
  handover: 'wsjj', reportIn: 'bddj', declaration: 'rjxg', letterSigned: 'qdzrs', plan: 'jzfa', levelChange: 'gldjtz', exitBan: 'bzcjbb',
  contact: 'txll', infoCheck: 'xxhhc', report: 'dqbg', eventReport: 'jsbg', bodyReport: 'stqkbg', medical: 'bqfc', keySubject: 'zddxxxgx',
  education: 'jyxx', activity: 'gyhd', counselling: 'xlfd', psychTest: 'xlcp', assistance: 'bf', creditScore: 'xypf', breach: 'wgcz',
  teaching: 'ppjy', absence: 'tljg', search: 'cz', found: 'hflx', detention: 'cqqzcs', release: 'jcqzcs', merit: 'tcbx', dangerSign: 'wxjx',
  guarantor: 'bzrbd', conditionChange: 'zyjwzxqxbh', notice: 'tzcs', organAct: 'qtjgxw', incident: 'tfsj', reoffence: 'zfz', notApplicable: 'bsysm',
  summary: 'qmzj', aftercare: 'xjazbj', death: 'sw', sweep: 'aqpc', hazard: 'yhzg', conference: 'fxyp', inspection: 'ddxc', drill: 'yjyl',
  meeting: 'lxhy', staffTraining: 'rypx', disclosure: 'jwgk', station: 'cjgzz', budget: 'jzjf', formIssued: '', fileChange: '', sealedLook: '', emergencyLook: '', standIn: '', accessAlert: '',
}

/** `写 …` for every kind of record: on a person's page about that person, else by way of choosing one. */
export function writeActions(path: string): Action[] {
  const subject = /^\/subjects\/([0-9A-Z]{26})/.exec(path)?.[1]
  return recordKinds.filter(({ kind }) => !isByDesk(kind)).map(({ kind, label }) => ({
    id: `write.${kind}`,
    label: `写${label}`,
    keys: [initials[kind], `x${initials[kind]}`],
    to: isAboutOffice(kind) ? `/office/write/${kind}` : subject ? `/subjects/${subject}/write/${kind}` : `/write/${kind}`,
    roles: ['director', 'officer'],
  }))
}
