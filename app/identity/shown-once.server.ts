import { createCookie } from '@remix-run/node'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { SealPurpose } from '#app/platform/sealed-columns.rules.ts'

const KEPT_SECONDS = 120

interface Fresh {
  readonly id: string
  readonly token: string
}

/** Carries a secret that was just made from the form to the page that shows it: sealed, for its maker's browser alone, and once. `path`: where it is shown. */
export function shownOnce({ name, path, purpose }: { readonly name: string; readonly path: string; readonly purpose: SealPurpose }) {
  const cookieFor = ({ env, publicUrl }: Runtime) => createCookie(name, {
    secrets: [env.SESSION_SECRET], httpOnly: true, sameSite: 'lax', path, maxAge: KEPT_SECONDS, secure: publicUrl.startsWith('https://'),
  })
  return {
    /** The Set-Cookie header that carries it. */
    carry: (runtime: Runtime, made: Fresh): Promise<string> => cookieFor(runtime).serialize(runtime.secrets.seal(purpose, JSON.stringify(made)).toString('base64url')),
    /** The secret of what has this id, where this browser has just made it, with the header that lets it go; null at any other time. */
    take: async (runtime: Runtime, request: Request, id: string): Promise<{ readonly token: string; readonly letGo: string } | null> => {
      const held: unknown = await cookieFor(runtime).parse(request.headers.get('Cookie'))
      if (typeof held !== 'string' || held === '') return null
      const fresh = JSON.parse(runtime.secrets.open(purpose, Buffer.from(held, 'base64url'))) as Fresh
      return fresh.id === id ? { token: fresh.token, letGo: await cookieFor(runtime).serialize('', { maxAge: 0 }) } : null
    },
  }
}
