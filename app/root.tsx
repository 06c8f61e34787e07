import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { doorsFor } from '#app/identity/doors.rules.ts'
import { ROLE_WORDS } from '#app/identity/permissions.rules.ts'
import { publicLoader, readActor } from '#app/identity/route-wrappers.server.ts'
import stylesHref from '#app/styles/generated.css?url'
import { ErrorPage, errorTitle } from '#app/ui/error-page.tsx'
import { useNonce } from '#app/ui/nonce.tsx'
import { PageTurn } from '#app/ui/page-turn.tsx'
import { Shell, type Who } from '#app/ui/shell.tsx'

export const links = () => [
  { rel: 'stylesheet', href: stylesHref },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

/** The title of a page that could not be shown; every other page has its own. */
export const meta = ({ error }: { error?: unknown }) => [
  { title: error === undefined ? 'Concordat' : `${errorTitle(error)} – Concordat` },
]

export const loader = publicLoader(async ({ context, request, hasProblems }): Promise<{ who: Who | null; hasProblems: boolean }> => {
  const actor = await readActor(context.runtime, request)
  if (!actor) return { who: null, hasProblems }
  return {
    hasProblems,
    who: {
      name: actor.name,
      role: ROLE_WORDS[actor.role],
      organisation: actor.organisationName,
      doors: doorsFor(actor.role, actor.organisationKind),
    },
  }
})

export function Layout({ children }: { readonly children: ReactNode }) {
  const nonce = useNonce()
  const who = useRouteLoaderData<typeof loader>('root')?.who ?? null
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#4b1d52" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        <Links />
      </head>
      <body>
        <Shell who={who}>{children}</Shell>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
        <PageTurn />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  return <ErrorPage />
}
