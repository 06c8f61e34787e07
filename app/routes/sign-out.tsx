import { redirect } from '@remix-run/node'
import { pageAction, publicLoader } from '#app/identity/route-wrappers.server.ts'
import { signOut } from '#app/identity/sign-out.server.ts'

export const loader = publicLoader(async () => {
  throw redirect('/')
})

export const action = pageAction('desk.open', async ({ context, request }) => {
  throw redirect('/', { headers: { 'Set-Cookie': await signOut(context, request) } })
})
