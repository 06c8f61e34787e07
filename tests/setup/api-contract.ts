import { createRequire } from 'node:module'
import { expect } from 'vitest'
import { openApiDocument } from '#app/identity/openapi.schema.ts'
import { API_OPERATIONS } from '#app/releases/api-operations.ts'
import type { Answer } from './requests.ts'

interface Checker {
  (value: unknown): boolean
  errors?: unknown
}
interface JsonSchemas {
  addSchema(schema: object, key: string): JsonSchemas
  compile(schema: object): Checker
}

// why: the JSON Schema checker that the OpenAPI validator itself uses, so that answers are held to the document and not to our own reading of it.
const fromValidator = createRequire(createRequire(import.meta.url).resolve('@seriousme/openapi-schema-validator'))
const { Ajv2020 } = fromValidator('ajv/dist/2020.js') as { Ajv2020: new (options: object) => JsonSchemas }
const { default: addFormats } = fromValidator('ajv-formats') as { default: (ajv: JsonSchemas) => void }

interface Content { readonly schema: object }
interface Described { readonly responses: Record<string, { readonly headers?: Record<string, unknown>; readonly content?: Record<string, Content> }> }

export const API_DOCUMENT = openApiDocument(API_OPERATIONS, 'http://localhost:3000') as { paths: Record<string, Record<string, Described>> } & Record<string, unknown>

const schemas = new Ajv2020({ strict: false, allErrors: true })
addFormats(schemas)
schemas.addSchema(API_DOCUMENT, 'openapi')
const checkers = new Map<string, Checker>()

const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1')

/** Fails unless the answer is one that /openapi.json says this operation can give: its status, its media type, its headers, its shape. */
export function expectAsDocumented(operationId: string, answer: Answer): void {
  const operation = API_OPERATIONS.find(({ id }) => id === operationId)
  if (!operation) throw new Error(`No operation is called ${operationId}`)
  const method = operation.method.toLowerCase()
  const described = API_DOCUMENT.paths[operation.path]?.[method]?.responses[String(answer.status)]
  expect(described, `${operationId} does not say that it can answer ${answer.status}: ${String(answer.data)}`).toBeDefined()
  for (const name of Object.keys(described?.headers ?? {})) expect(answer.headers.get(name), `${operationId} ${answer.status} has no ${name}`).not.toBeNull()
  const media = (answer.headers.get('Content-Type') ?? '').split(';')[0] as string
  expect(Object.keys(described?.content ?? {}), `${operationId} ${answer.status}`).toContain(media)
  if (!/json/.test(media)) return
  const pointer = ['paths', operation.path, method, 'responses', String(answer.status), 'content', media, 'schema'].map(escaped).join('/')
  const lines = media.endsWith('ndjson') ? String(answer.data).trimEnd().split('\n') : [String(answer.data)]
  // The lines of a long answer are alike: some at the beginning and the end stand for them.
  const values = lines.length > 60 ? [...lines.slice(0, 50), ...lines.slice(-10)] : lines
  for (const value of values) {
    const check = checkers.get(pointer) ?? schemas.compile({ $ref: `openapi#/${pointer}` })
    checkers.set(pointer, check)
    expect(check(JSON.parse(value)), `${operationId} ${answer.status}: ${value}\n${JSON.stringify(check.errors)}`).toBe(true)
  }
}
