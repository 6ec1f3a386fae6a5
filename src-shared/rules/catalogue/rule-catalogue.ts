import type { CatalogueRule } from './catalogue-rule.ts'
import { conductRules } from './conduct.ts'
import { contactRules } from './contact.ts'
import { dateRules } from './dates.ts'
import { dischargeRules } from './discharge.ts'
import { groupCatalogue, moreGroupRules } from './groups.ts'
import { helpRules, supervisionRules } from './help.ts'
import { intakeRules } from './intake.ts'
import { leaveRules } from './leave.ts'
import { minorsRules } from './minors.ts'
import { movingRules } from './moving.ts'
import { positioningRules } from './positioning.ts'
import { reportingRules } from './reporting.ts'
import { termRules } from './terms.ts'

/** Every rule of domain.md §2.0 to §2.13, in that order: what the 规则依据 page lists. */
export const ruleCatalogue: readonly CatalogueRule[] = [
  dateRules, termRules, intakeRules, groupCatalogue, moreGroupRules, reportingRules, leaveRules, movingRules,
  contactRules, positioningRules, conductRules, dischargeRules, minorsRules, helpRules, supervisionRules,
].flatMap((rules) => Object.values(rules))
