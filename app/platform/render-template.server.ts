import fs from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import { atTheStart, theBody } from '#app/kernel/body-names.ts'
import { formatDay } from '#app/kernel/uk-date.ts'

/**
 * The one way to a Handlebars template: strict, so that a missing fact is a fault and never a blank in a paper.
 * `escape: 'html'` is for what becomes markup; `'none'` for plain text.
 */
const compiled = new Map<string, Handlebars.TemplateDelegate>()

const handlebars = Handlebars.create()
handlebars.registerHelper('day', (day: string) => formatDay(day))
handlebars.registerHelper('plus', (a: number, b: number) => a + b)
handlebars.registerHelper('eq', (a: unknown, b: unknown) => a === b)
const listed = (items: readonly string[]) => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`)
handlebars.registerHelper('list', (items: readonly string[]) => listed(items))
/** A body's name in mid-sentence, with its article where English wants one; `The` where a sentence begins with it, `listThe` for several. */
handlebars.registerHelper('the', (name: string) => theBody(name))
handlebars.registerHelper('The', (name: string) => atTheStart(theBody(name)))
handlebars.registerHelper('listThe', (names: readonly string[]) => listed(names.map(theBody)))

/** `file` is relative to the project's folder, such as `templates/letters/opt-out/v1.hbs`. */
export function renderTemplate(file: string, data: object, escape: 'html' | 'none'): string {
  const key = `${escape}:${file}`
  let template = compiled.get(key)
  if (!template) {
    const source = fs.readFileSync(path.join(process.cwd(), file), 'utf8')
    template = handlebars.compile(source, { strict: true, noEscape: escape === 'none', knownHelpersOnly: false, preventIndent: true })
    compiled.set(key, template)
  }
  return template(data)
}
