import type { z } from 'zod'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { BodyError } from './api-problem.rules.ts'
import { apiProblem } from './api-wrappers.server.ts'

type BodyRefusal = Refusal<'body-type-not-taken' | 'body-too-long' | 'body-not-readable'>

/** A body as text: of the media type asked for, in UTF-8, no longer than `most` bytes. It is read no further than that. */
export async function readBodyText(request: Request, mediaType: string, most: number): Promise<Result<string, BodyRefusal>> {
  const [given = '', ...parameters] = (request.headers.get('Content-Type') ?? '').toLowerCase().split(';').map((part) => part.trim())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8).replace(/"/g, '') ?? 'utf-8'
  const encoding = request.headers.get('Content-Encoding')?.trim().toLowerCase() ?? 'identity'
  if (given !== mediaType || !['utf-8', 'utf8', 'us-ascii'].includes(charset) || encoding !== 'identity') return refuse('body-type-not-taken')
  const pieces: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done || !value) break
      size += value.length
      if (size > most) {
        reader?.cancel().catch(() => {})
        return refuse('body-too-long', { limit: most })
      }
      pieces.push(value)
    }
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)))
  } catch {
    return refuse('body-not-readable')
  }
}

/** A JSON body of a schema, with the text it came as. What is wrong is named by its place, never by what was sent. */
export async function readJsonBody<S extends z.ZodType>(
  request: Request, schema: S, most: number,
): Promise<Result<{ readonly value: z.output<S>; readonly text: string }, BodyRefusal> | { readonly ok: false; readonly errors: readonly BodyError[] }> {
  const text = await readBodyText(request, 'application/json', most)
  if (!text.ok) return text
  let json: unknown
  try {
    json = JSON.parse(text.value)
  } catch {
    return refuse('body-not-readable')
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return ok({ value: parsed.data, text: text.value })
  return { ok: false, errors: parsed.error.issues.slice(0, 20).map((issue) => ({ pointer: `/${issue.path.map(String).join('/')}`, detail: issue.message })) }
}

/** The problem that a body which could not be taken is told. */
export function bodyProblem(refused: { readonly refusal: BodyRefusal } | { readonly errors: readonly BodyError[] }): Response {
  if ('errors' in refused) return apiProblem('body-wrong', { errors: refused.errors })
  const { kind, details } = refused.refusal
  return apiProblem(kind, details ? { more: details } : {})
}
