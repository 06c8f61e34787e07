import { createCookie } from '@remix-run/node'
import type { Runtime } from '#app/platform/runtime.server.ts'

const KEPT_SECONDS = 120

/** Carries a new key from the form to the page that shows it, sealed, for its maker's browser alone, and once. */
function cookieFor({ env, publicUrl }: Runtime) {
  return createCookie('concordat_new_key', {
    secrets: [env.SESSION_SECRET], httpOnly: true, sameSite: 'lax', path: '/settings/keys', maxAge: KEPT_SECONDS, secure: publicUrl.startsWith('https://'),
  })
}

/** The Set-Cookie header that carries it. */
export function carryNewKey(runtime: Runtime, key: { readonly id: string; readonly token: string }): Promise<string> {
  return cookieFor(runtime).serialize(runtime.secrets.seal('api-key', JSON.stringify(key)).toString('base64url'))
}

/** The token of the key, where this browser has just made it, with the header that lets it go; null at any other time. */
export async function takeNewKey(runtime: Runtime, request: Request, keyId: string): Promise<{ readonly token: string; readonly letGo: string } | null> {
  const held: unknown = await cookieFor(runtime).parse(request.headers.get('Cookie'))
  if (typeof held !== 'string' || held === '') return null
  const { id, token } = JSON.parse(runtime.secrets.open('api-key', Buffer.from(held, 'base64url'))) as { id: string; token: string }
  return id === keyId ? { token, letGo: await cookieFor(runtime).serialize('', { maxAge: 0 }) } : null
}
