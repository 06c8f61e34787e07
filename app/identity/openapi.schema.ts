import { z } from 'zod'
import { ABOUT_KEYS } from './api-key.words.ts'
import { ABOUT_API } from './api.words.ts'
import { operationOutcomeSchema } from './operation-outcome.schema.ts'
import { API_GROUPS, API_HEADERS, SHARED_PROBLEMS, problemSchema, type ApiContent, type ApiOperation, type ApiParameter, type ListedProblem } from './api-operation.schema.ts'

type Json = Record<string, unknown>

const SCHEMAS = '#/components/schemas/'

/** Raise the second number with every addition; the first only with a decision record, because programs rely on it. */
const API_VERSION = '1.0.0'

/** The OpenAPI 3.1 document of a portal, out of the operations and the schemas that its endpoints use. */
export function openApiDocument(operations: readonly ApiOperation[], publicUrl: string): Json {
  const schemas = new Schemas()
  const paths: Record<string, Json> = {}
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method.toLowerCase()] = operationObject(operation, schemas)
  return {
    openapi: '3.1.0',
    info: { title: 'Concordat', version: API_VERSION, description: ABOUT_API, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: publicUrl }],
    tags: Object.entries(API_GROUPS).map(([name, description]) => ({ name, description })),
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: ABOUT_KEYS } },
      parameters: {
        'X-Request-ID': parameterObject({ in: 'header', name: 'X-Request-ID', description: 'A UUID of yours, given back with the answer.', schema: z.uuid() }, schemas),
        'X-Request-ID-once': parameterObject({
          in: 'header', name: 'X-Request-ID', schema: z.uuid(),
          description: 'A UUID of yours, given back with the answer. The same id with the same body is answered as the first time; with another body it is refused (409).',
        }, schemas),
        'X-Correlation-ID': parameterObject({
          in: 'header', name: 'X-Correlation-ID', description: 'An id that ties together several requests of yours: up to 100 characters without spaces. Given back with the answer, and used for nothing.', schema: z.string().max(100),
        }, schemas),
      },
      headers: { ...ALWAYS, ...LIMITS, ...Object.fromEntries(Object.entries(API_HEADERS).map(([name, { schema, ...rest }]) => [name, { ...rest, schema: schemas.of(schema, 'output') }])) },
      schemas: schemas.named(),
    },
  }
}

/** Headers of every answer to a call with a key, and those of a call that has to wait. */
const ALWAYS = {
  'X-Request-ID': { description: 'The id that was sent, or one of ours.', schema: { type: 'string', format: 'uuid' } },
  'WWW-Authenticate': { description: 'How to identify yourself (RFC 6750).', schema: { type: 'string' } },
  Allow: { description: 'The method that the address takes.', schema: { type: 'string' } },
  'Retry-After': { description: 'Whole seconds to wait before the same call is sent again.', schema: { type: 'integer', minimum: 1 } },
}
const LIMITS = {
  RateLimit: { description: 'How many calls of this kind are left to the key, and the seconds until there are more (draft-ietf-httpapi-ratelimit-headers-10).', schema: { type: 'string' }, example: '"check";r=2999;t=42' },
  'RateLimit-Policy': { description: 'How many calls of this kind a key may make in how many seconds.', schema: { type: 'string' }, example: '"check";q=3000;w=60' },
}
const HEADERS_OF_STATUS: Readonly<Record<number, readonly (keyof typeof ALWAYS)[]>> = { 401: ['WWW-Authenticate'], 405: ['Allow'], 429: ['Retry-After'], 503: ['Retry-After'] }

const headerRefs = (names: readonly string[]): Json => Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

function operationObject(operation: ApiOperation, schemas: Schemas): Json {
  const isPublic = operation.action === 'public'
  const always = isPublic ? [] : ['X-Request-ID']
  const counted = isPublic ? [] : Object.keys(LIMITS)
  const problems = [...(isPublic ? [] : SHARED_PROBLEMS), ...(operation.problems ?? [])]
  return {
    operationId: operation.id,
    tags: [operation.group],
    summary: operation.summary,
    description: isPublic || operation.action === 'any' ? operation.description : `${operation.description}\n\nThe key must have the action \`${operation.action}\`.`,
    ...(isPublic ? { security: [] } : {}),
    parameters: [
      ...(operation.parameters ?? []).map((parameter) => parameterObject(parameter, schemas)),
      ...(isPublic ? [] : [{ $ref: `#/components/parameters/X-Request-ID${operation.repeats ? '-once' : ''}` }, { $ref: '#/components/parameters/X-Correlation-ID' }]),
    ],
    ...(operation.body ? { requestBody: { required: true, description: operation.body.description, content: contentObject(operation.body.content, schemas, 'input') } } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(operation.answers).map(([status, answer]) => [status, {
        description: answer.description,
        headers: headerRefs([...always, ...counted, ...(answer.headers ?? [])]),
        ...(answer.content ? { content: contentObject(answer.content, schemas, 'output') } : {}),
      }])),
      ...problemResponses(problems, operation, always, schemas),
    },
  }
}

/** One response for each status, with the closed list of codes that it can have. */
function problemResponses(problems: readonly ListedProblem[], operation: ApiOperation, always: readonly string[], schemas: Schemas): Json {
  const byStatus = new Map<number, ListedProblem[]>()
  for (const problem of problems) byStatus.set(problem.status, [...(byStatus.get(problem.status) ?? []).filter(({ code }) => code !== problem.code), problem])
  const problem = schemas.of(problemSchema, 'output')
  return Object.fromEntries([...byStatus].sort(([a], [b]) => a - b).map(([status, listed]) => [status, {
    description: listed.map(({ code, title }) => `\`${code}\`: ${title}.`).join('\n'),
    headers: headerRefs([...always, ...(HEADERS_OF_STATUS[status] ?? [])]),
    content: operation.problemsAs === 'operation-outcome'
      ? { 'application/fhir+json': { schema: schemas.of(operationOutcomeSchema, 'output') } }
      : {
          'application/problem+json': {
            schema: { allOf: [problem, { type: 'object', properties: { status: { const: status }, code: { type: 'string', enum: listed.map(({ code }) => code) } } }] },
            example: { type: `urn:concordat:problem:${listed[0]?.code}`, title: listed[0]?.title, status, detail: '…', code: listed[0]?.code },
          },
        },
  }]))
}

function parameterObject({ in: place, name, description, schema, required, example }: ApiParameter, schemas: Schemas): Json {
  return { in: place, name, description, required: required ?? place === 'path', schema: schemas.of(schema, 'input'), ...(example === undefined ? {} : { example }) }
}

function contentObject(content: ApiContent, schemas: Schemas, io: 'input' | 'output'): Json {
  return Object.fromEntries(Object.entries(content).map(([media, { schema, example }]) => [media, { schema: schemas.of(schema, io), ...(example === undefined ? {} : { example }) }]))
}

/** JSON Schemas (2020-12, as OpenAPI 3.1 has them); those with a name are gathered, and pointed at from wherever they are used. */
class Schemas {
  private readonly gathered: Record<string, Json> = {}

  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const { $schema: _dialect, $defs, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'throw' }) as Json & { $defs?: Record<string, Json> }
    for (const [name, definition] of Object.entries($defs ?? {})) this.gather(name, pointed(definition))
    return pointed(own)
  }

  named(): Record<string, Json> {
    return Object.fromEntries(Object.entries(this.gathered).sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  private gather(name: string, definition: Json): void {
    const before = this.gathered[name]
    if (before && JSON.stringify(before) !== JSON.stringify(definition)) throw new Error(`Two schemas of the API are called ${name}`)
    this.gathered[name] = definition
  }
}

/** The same schema with its pointers going to where the document keeps what is named. */
function pointed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', `"${SCHEMAS}`)) as T
}
