import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { addStaff } from '#app/identity/add-staff.server.ts'
import { makeApiKey } from '#app/identity/api-keys.server.ts'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { ROLE_WORDS } from '#app/identity/permissions.rules.ts'
import { hasNoStaff } from '#app/identity/read-staff.server.ts'
import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { HILL_TOP, OLDHAM_COUNCIL } from './demo-organisations.ts'
import { DEMO_STAFF } from './demo-staff.ts'
import { tellOfTheBoard } from './data-board.ts'
import { demoDays, Storyteller } from './demo-time.ts'
import { DEMO_ORGANISATIONS } from './example-organisations.ts'
import { OLDHAM_FLAGS_FLOW, OLDHAM_REGISTER_FLOW } from './oldham-facts.ts'
import { tellOfOtherLogs } from './other-logs.ts'
import { tellOfThePractices } from './practice-signatures.ts'
import { tellOfTheLetters } from './oldham-letters.ts'
import { tellOfTheProtocol } from './oldham-pilot.ts'
import { tellOfTheClock, tellOfWholeSystems } from './wsdp-approvals.ts'
import { wsdpDays } from './wsdp-days.ts'
import { tellOfTheCaseStudies, tellOfTheExamples } from './worked-examples.ts'
import { startOfLondonDay } from '#app/kernel/uk-date.ts'

/** What a person or a script needs to use the demo world. Kept in `demo/access.json`. */
export interface DemoAccess {
  readonly url: string
  readonly signIns: readonly { readonly email: string; readonly password: string; readonly role: string; readonly organisation: string }[]
  readonly apiKey: string
  /** The surgery's own key, for its patients' recorded choices. */
  readonly practiceApiKey: string
  /** The council's key for planning, which is told figures and never rows. */
  readonly countsApiKey: string
  readonly letterCode: { readonly code: string; readonly dateOfBirth: string }
}

/**
 * Loads the demo world into an empty database, through the actions that the pages use, and does nothing to a database that
 * has it. It stands at the day after the closing date, counted from the day it is loaded. Refuses production.
 */
export async function loadDemoWorld(
  runtime: Runtime,
  options: { readonly folder: string; readonly progress: (words: string) => void },
): Promise<DemoAccess> {
  if (!runtime.env.CONCORDAT_DEMO) throw new Error('The demo world is not loaded into a production database.')
  const place = path.join(options.folder, 'demo')
  const accessFile = path.join(place, 'access.json')
  mkdirSync(place, { recursive: true })
  const write = (access: DemoAccess): DemoAccess => {
    writeFileSync(accessFile, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 })
    return access
  }
  if (!(await hasNoStaff(runtime.db))) {
    if (!existsSync(accessFile)) throw new Error(`The demo world was loaded only in part: remove the folder ${options.folder} and start again.`)
    return write({ ...(JSON.parse(readFileSync(accessFile, 'utf8')) as DemoAccess), url: runtime.publicUrl })
  }

  await loadReferenceData(runtime)
  const days = demoDays(runtime.clock())
  const story = new Storyteller(runtime, startOfLondonDay(wsdpDays(days.today).drafted))
  options.progress('Loading the demo world: organisations and accounts')
  await addOrganisations(story.asSystem(), DEMO_ORGANISATIONS)
  await addStaff(story.asSystem(), DEMO_STAFF, DEMO_PASSWORD)
  options.progress('Loading the demo world: the projects, their papers, and the signatures and approvals of two')
  await tellOfWholeSystems(story, days)
  await tellOfTheExamples(story, days)
  await tellOfTheCaseStudies(story, days)
  await tellOfTheProtocol(story, days)
  await tellOfThePractices(story, days)
  options.progress('Loading the demo world: 3,000 patients, their letters and the replies')
  const letterCode = await tellOfTheLetters(story, days, place)
  await tellOfTheClock(story, days)
  await tellOfOtherLogs(story, days)
  await tellOfTheBoard(story, days)
  const key = await makeApiKey(story.asSystem(), {
    organisationCode: OLDHAM_COUNCIL.code, name: 'Linkage pipeline', flowRefs: [OLDHAM_REGISTER_FLOW, OLDHAM_FLAGS_FLOW],
    actions: ['check', 'flow-read', 'project-read', 'consent-read', 'private-check', 'replay'],
  })
  const practiceKey = await makeApiKey(story.asSystem(), {
    organisationCode: HILL_TOP.code, name: 'Surgery system', flowRefs: [OLDHAM_REGISTER_FLOW, OLDHAM_FLAGS_FLOW],
    actions: ['check', 'check-detail', 'flow-read', 'project-read', 'consent-read', 'private-check', 'replay'],
  })
  const countsKey = await makeApiKey(story.asSystem(), {
    organisationCode: OLDHAM_COUNCIL.code, name: 'Planning', flowRefs: [OLDHAM_REGISTER_FLOW, OLDHAM_FLAGS_FLOW], actions: ['counts'],
  })
  return write({
    url: runtime.publicUrl,
    signIns: DEMO_STAFF.map(({ email, role, organisation }) => ({ email, password: DEMO_PASSWORD, role: ROLE_WORDS[role], organisation: organisation.name })),
    apiKey: key.token,
    practiceApiKey: practiceKey.token,
    countsApiKey: countsKey.token,
    letterCode,
  })
}
