import { renderTemplate } from '#app/platform/render-template.server.ts'
import type { MailContent, MailMessage } from './mail.rules.ts'

/** The three parts of an e-mail, from its templates in `emails/`. */
export function renderMail(message: MailMessage, data: object): Omit<MailContent, 'to'> {
  const part = (name: string, escape: 'html' | 'none') => renderTemplate(`emails/${message}/${name}.hbs`, data, escape)
  return { subject: part('subject', 'none').replace(/\s+/g, ' ').trim(), text: part('text', 'none'), html: part('html', 'html') }
}
