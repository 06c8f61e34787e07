import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'

/**
 * The control file (`.ctl`) that travels beside a `.dat`: one small XML document, `DTSControl`. Only what that format needs
 * is read: elements with text in them, no attributes, nothing that could pull in or multiply other text.
 */
export interface ControlFile {
  readonly messageType: 'Data' | 'Report'
  readonly from: string | null
  readonly to: string | null
  readonly workflowId: string | null
  readonly localId: string | null
  readonly subject: string | null
  /** The transport's own id of the message. */
  readonly messageId: string | null
  readonly status: ControlStatus | null
}

export interface ControlStatus {
  /** `TRANSFER`, `COLLECT` and the like. */
  readonly event: string | null
  /** `SUCCESS` or `ERROR`. */
  readonly outcome: string | null
  readonly code: string | null
  readonly description: string | null
  /** Fourteen digits, year first, as the transport wrote it; it names no time zone, so nothing is reckoned from it. */
  readonly dateTime: string | null
}

export type ControlFault =
  | 'too-long' | 'declarations' | 'entity' | 'attributes' | 'not-xml' | 'not-a-control-file' | 'element-twice' | 'message-type'

/** A control file is a few hundred characters; anything near this is something else. */
export const CONTROL_FILE_LIMIT = 65_536

const FIELDS = {
  from: 'From_DTS', to: 'To_DTS', workflowId: 'WorkflowId', localId: 'LocalId', subject: 'Subject', messageId: 'DTSId',
} as const
const STATUS_FIELDS = { event: 'Event', outcome: 'Status', code: 'StatusCode', description: 'Description', dateTime: 'DateTime' } as const

type Elements = ReadonlyMap<string, string | ReadonlyMap<string, string>>

/** Reads a control file. Elements it does not know are passed over; one that stands twice is refused, since either could be meant. */
export function readControlFile(text: string): Result<ControlFile, Refusal<ControlFault>> {
  if (text.length > CONTROL_FILE_LIMIT) return refuse('too-long', { limit: CONTROL_FILE_LIMIT })
  const body = text.replace(/^\uFEFF?\s*(?:<\?xml [^<>?]*\?>)?/, '')
  if (/<[!?]/.test(body)) return refuse('declarations')
  const elements = readElements(body)
  if (!elements.ok) return elements
  const root = elements.value
  const messageType = root.get('MessageType')
  if (messageType !== 'Data' && messageType !== 'Report') return refuse('message-type')
  const record = root.get('StatusRecord')
  const status = record instanceof Map ? (fieldsOf(STATUS_FIELDS, record) satisfies ControlStatus) : null
  return ok({ messageType, ...fieldsOf(FIELDS, root), status })
}

/** Blank and absent are both null. */
function fieldsOf<K extends string>(names: Readonly<Record<K, string>>, elements: Elements): Record<K, string | null> {
  const text = (name: string): string | null => {
    const value = elements.get(name)
    return typeof value === 'string' && value !== '' ? value : null
  }
  return Object.fromEntries(Object.entries<string>(names).map(([key, name]) => [key, text(name)])) as Record<K, string | null>
}

interface OpenElement {
  readonly name: string
  readonly children: Map<string, string | ReadonlyMap<string, string>>
  text: string
}

function readElements(body: string): Result<Elements, Refusal<ControlFault>> {
  const open: OpenElement[] = []
  let root: Elements | null = null
  let at = 0
  while (at < body.length) {
    const next = body.indexOf('<', at)
    const text = decodeText(body.slice(at, next < 0 ? body.length : next))
    if (text === null) return refuse('entity')
    const current = open.at(-1)
    if (current) current.text += text
    else if (text.trim() !== '') return refuse('not-xml')
    if (next < 0) break
    const close = body.indexOf('>', next)
    if (close < 0) return refuse('not-xml')
    const tag = /^(\/?)([A-Za-z_][A-Za-z0-9_.-]{0,63})\s*(\/?)$/.exec(body.slice(next + 1, close))
    if (tag === null) return refuse(/^[A-Za-z_][\w.-]*\s+[^<]*=/.test(body.slice(next + 1, close)) ? 'attributes' : 'not-xml')
    const [, ending, name, selfClosing] = tag as unknown as [string, string, string, string]
    at = close + 1
    if (ending === '') {
      if (root !== null) return refuse('not-xml')
      if (open.length === 0 && name !== 'DTSControl') return refuse('not-a-control-file')
      if (open.length === 3 || (open.length === 2 && open[1]?.name !== 'StatusRecord')) return refuse('not-a-control-file')
      if (current?.children.has(name)) return refuse('element-twice', { element: name })
      open.push({ name, children: new Map(), text: '' })
    }
    if (ending !== '' || selfClosing !== '') {
      const closed = open.pop()
      if (closed === undefined || closed.name !== name || (ending !== '' && selfClosing !== '')) return refuse('not-xml')
      const parent = open.at(-1)
      if (parent === undefined) root = closed.children
      else parent.children.set(name, closed.children.size > 0 ? (closed.children as ReadonlyMap<string, string>) : closed.text.trim())
    }
  }
  return root === null || open.length > 0 ? refuse('not-xml') : ok(root)
}

const NAMED = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]])

/** Null for any entity but the five that XML itself has. */
function decodeText(text: string): string | null {
  let isSound = true
  const decoded = text.replace(/&([^;&]{0,10};?)/g, (_whole, rest: string) => {
    const character = rest.endsWith(';') ? NAMED.get(rest.slice(0, -1)) : undefined
    if (character === undefined) isSound = false
    return character ?? ''
  })
  return isSound ? decoded : null
}

/** What we send beside a `.dat`. */
export interface SendingControl {
  readonly from: string
  readonly to: string
  readonly workflowId: string
  readonly localId: string
  readonly subject: string
}

/** Writes the control file of a message we send. Other characters than these lose the reply, so they are refused. */
export function writeControlFile(control: SendingControl): Result<string, Refusal<'odd-characters'>> {
  for (const [field, value] of Object.entries(control)) {
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(value as string)) return refuse('odd-characters', { field })
  }
  const lines = [
    ['Version', '1.0'], ['AddressType', 'DTS'], ['MessageType', 'Data'], ['WorkflowId', control.workflowId], ['To_DTS', control.to],
    ['From_DTS', control.from], ['Subject', control.subject], ['LocalId', control.localId], ['Compress', 'Y'], ['AllowChunking', 'Y'],
    ['Encrypted', 'N'],
  ].map(([name, value]) => `  <${name}>${value}</${name}>\n`)
  return ok(`<DTSControl>\n${lines.join('')}</DTSControl>\n`)
}
