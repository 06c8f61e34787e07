import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { PublishedRules } from '#app/choices/published-rules.tsx'
import { PUBLISHED_RULES_WORDS } from '#app/choices/published-rules.words.ts'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(PUBLISHED_RULES_WORDS.title)
export const loader = publicLoader(async () => null)

export default function Rules() {
  return (
    <Page title={PUBLISHED_RULES_WORDS.title} wide>
      <div className="nhsuk-u-reading-width">
        <p>{PUBLISHED_RULES_WORDS.intro}</p>
        <p>{PUBLISHED_RULES_WORDS.versions}</p>
      </div>
      <PublishedRules />
    </Page>
  )
}
