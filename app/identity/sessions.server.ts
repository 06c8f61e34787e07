import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle'
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Database } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { sessions, users } from '#db/schema/index.ts'

/** The only file that knows lucia. A session ends 12 hours after it was last prolonged by use. */
declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>
    DatabaseUserAttributes: { email: string }
  }
}

const COOKIE = 'concordat_session'

/** Keeps the hash of a session's id where lucia would keep the id, so that a copy of the table opens nothing. */
function hashedIds(inner: Adapter): Adapter {
  const stored = (id: string) => sha256Hex(`session:${id}`)
  return {
    getSessionAndUser: async (id) => {
      const [session, user] = await inner.getSessionAndUser(stored(id))
      return [session ? { ...session, id } : null, user]
    },
    getUserSessions: (userId) => inner.getUserSessions(userId),
    setSession: (session: DatabaseSession) => inner.setSession({ ...session, id: stored(session.id) }),
    updateSessionExpiration: (id, expiresAt) => inner.updateSessionExpiration(stored(id), expiresAt),
    deleteSession: (id) => inner.deleteSession(stored(id)),
    deleteUserSessions: (userId) => inner.deleteUserSessions(userId),
    deleteExpiredSessions: () => inner.deleteExpiredSessions(),
  }
}

function makeLucia(db: Database, secure: boolean) {
  return new Lucia(hashedIds(new DrizzlePostgreSQLAdapter(db, sessions, users)), {
    sessionExpiresIn: new TimeSpan(12, 'h'),
    sessionCookie: { name: COOKIE, attributes: { secure, sameSite: 'lax', path: '/' } },
    getUserAttributes: (attributes) => ({ email: attributes.email }),
  })
}

const made = new WeakMap<Runtime, ReturnType<typeof makeLucia>>()

function luciaFor(runtime: Runtime): ReturnType<typeof makeLucia> {
  let lucia = made.get(runtime)
  if (!lucia) {
    lucia = makeLucia(runtime.db, runtime.publicUrl.startsWith('https://'))
    made.set(runtime, lucia)
  }
  return lucia
}

/** Begins a session and gives the Set-Cookie header that carries it. */
export async function beginSession(runtime: Runtime, userId: string): Promise<string> {
  const lucia = luciaFor(runtime)
  const session = await lucia.createSession(userId, {} as never)
  return lucia.createSessionCookie(session.id).serialize()
}

/** Who the request's session belongs to, with a fresh cookie where the session was prolonged. */
export async function readSession(
  runtime: Runtime,
  request: Request,
): Promise<{ readonly userId: string; readonly freshCookie: string | null } | null> {
  const lucia = luciaFor(runtime)
  const id = lucia.readSessionCookie(request.headers.get('Cookie') ?? '')
  if (!id) return null
  const { session, user } = await lucia.validateSession(id)
  if (!session) return null
  return { userId: user.id, freshCookie: session.fresh ? lucia.createSessionCookie(session.id).serialize() : null }
}

/** Ends the request's session and gives the Set-Cookie header that clears it. */
export async function endSession(runtime: Runtime, request: Request): Promise<string> {
  const lucia = luciaFor(runtime)
  const id = lucia.readSessionCookie(request.headers.get('Cookie') ?? '')
  if (id) await lucia.invalidateSession(id)
  return lucia.createBlankSessionCookie().serialize()
}
