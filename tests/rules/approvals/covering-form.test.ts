import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { CoveringFields } from '#app/approvals/covering-fields.tsx'
import type { PaperToCover } from '#app/approvals/covering.rules.ts'
import { coversSchema } from '#app/approvals/covering.schema.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { PortalForm } from '#app/ui/form.tsx'
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router-dom/server'
import { z } from 'zod'

const paper = (documentRef: string, mayBeLeftOut: boolean): PaperToCover => ({ documentRef, name: 'Processing agreement', number: 1, mayBeLeftOut, parts: [{ name: 'purpose', title: 'Purpose', isAlways: false }] })

/** What a browser sends of the form when nothing in it is ticked. */
async function sentUnticked(papers: readonly PaperToCover[]) {
  const form = createElement(PortalForm, { schema: z.object({}), children: createElement(CoveringFields, { papers }) })
  const { query, dataRoutes } = createStaticHandler([{ path: '/', element: form }])
  const context = await query(new Request('http://portal.example/'))
  if (context instanceof Response) throw new Error('The form was not drawn')
  const markup = renderToStaticMarkup(createElement(StaticRouterProvider, { router: createStaticRouter(dataRoutes, context), context, hydrate: false }))
  const sent = new FormData()
  for (const [, name, value] of markup.matchAll(/<input type="hidden"[^>]* name="(covers\.[^"]+)" value="([^"]*)"/g)) sent.append(name!, value!)
  return coversSchema.parse(typedFromForm(sent).covers)
}

describe('the boxes for what a decision covers', () => {
  test('all unticked say that nothing is covered, which is not the same as not being asked', async () => {
    expect(await sentUnticked([paper('one', true), paper('two', true)])).toEqual([])
    expect(await sentUnticked([paper('one', false)])).toEqual([{ documentRef: 'one', clauses: [] }])
    expect(await sentUnticked([])).toBeNull()
  })
})
