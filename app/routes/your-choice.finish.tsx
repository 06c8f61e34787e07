import { redirect } from '@remix-run/node'
import { Link } from '@remix-run/react'
import { publicAction, publicLoader } from '#app/identity/route-wrappers.server.ts'
import { endVisit } from '#app/letters/resident-cookie.server.ts'
import { ResidentPage } from '#app/letters/resident-page.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('You have finished')

export const loader = publicLoader(async () => null)

export const action = publicAction(async ({ context }) => {
  throw redirect('/your-choice/finish', { headers: { 'Set-Cookie': await endVisit(context.runtime) } })
})

export default function Finish() {
  return (
    <ResidentPage title="You have finished">
      <p>Nothing about you is left on this computer or phone. If it is shared with others, close the browser too.</p>
      <p>A choice that you confirmed is kept. One that you did not confirm is not.</p>
      <p><Link to="/your-choice">Start again</Link></p>
    </ResidentPage>
  )
}
