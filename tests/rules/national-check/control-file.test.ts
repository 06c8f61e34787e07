import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONTROL_FILE_LIMIT, readControlFile, writeControlFile } from '#app/national-check/control-file.rules.ts'
import { control, LOCAL_ID, SUBJECT } from './a-run.ts'

const SENDING = { from: 'ABC01HC001', to: 'X26HC001', workflowId: 'SPINE_NTT_UPHOLDING', localId: LOCAL_ID, subject: SUBJECT }

test('what is written is read back', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/)
  fc.assert(fc.property(fc.record({ from: word, to: word, workflowId: word, localId: word, subject: word }), (sending) => {
    const written = writeControlFile(sending)
    if (!written.ok) throw new Error(written.refusal.kind)
    expect(readControlFile(written.value)).toEqual({ ok: true, value: { messageType: 'Data', ...sending, messageId: null, status: null } })
    expect(readControlFile(written.value.replace(/\n/g, '\r\n'))).toEqual(readControlFile(written.value))
  }))
})

test('every field of a reply’s control file is read, and unknown ones are passed over', () => {
  const text = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n${control({ DTSId: '20260302141016642011_E1584E', From_ESMTP: 'x@example.org', PartnerId: '' }, {
    DateTime: '20260302141016', Event: 'TRANSFER', Status: 'SUCCESS', StatusCode: '00', Description: 'Sent &amp; kept &lt;here&gt;',
  }).replace('<PartnerId></PartnerId>', '<PartnerId/>')}`
  expect(readControlFile(text)).toEqual({
    ok: true,
    value: {
      messageType: 'Data', from: 'X26HC001', to: 'ABC01HC001', workflowId: 'SPINE_NTT_UPHOLDING', localId: LOCAL_ID, subject: SUBJECT,
      messageId: '20260302141016642011_E1584E',
      status: { event: 'TRANSFER', outcome: 'SUCCESS', code: '00', description: 'Sent & kept <here>', dateTime: '20260302141016' },
    },
  })
})

test.each(['a:b', 'with space', '', '<x>', 'é', 'x'.repeat(101)])('%j is not written', (odd) => {
  expect(writeControlFile({ ...SENDING, subject: odd })).toEqual({ ok: false, refusal: { kind: 'odd-characters', details: { field: 'subject' } } })
})

describe('refused', () => {
  const inside = (text: string) => `<DTSControl><MessageType>Data</MessageType>${text}</DTSControl>`
  test.each([
    ['a document type', `<!DOCTYPE DTSControl [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inside('<LocalId>&x;</LocalId>')}`, 'declarations'],
    ['a document type after the declaration', `<?xml version="1.0"?><!DOCTYPE a>${inside('')}`, 'declarations'],
    ['CDATA', inside('<LocalId><![CDATA[x]]></LocalId>'), 'declarations'],
    ['a comment', inside('<!-- x -->'), 'declarations'],
    ['a processing instruction', inside('<?php x ?>'), 'declarations'],
    ['an entity', inside('<LocalId>&x;</LocalId>'), 'entity'],
    ['an inherited name as an entity', inside('<LocalId>&toString;</LocalId>'), 'entity'],
    ['a numbered entity', inside('<LocalId>&#65;</LocalId>'), 'entity'],
    ['a bare ampersand', inside('<LocalId>a & b</LocalId>'), 'entity'],
    ['attributes', '<DTSControl xmlns="urn:x"><MessageType>Data</MessageType></DTSControl>', 'attributes'],
    ['two local ids', inside('<LocalId>a</LocalId><LocalId>b</LocalId>'), 'element-twice'],
    ['two status records', inside('<StatusRecord></StatusRecord><StatusRecord></StatusRecord>'), 'element-twice'],
    ['another document', '<html></html>', 'not-a-control-file'],
    ['elements where text belongs', inside('<LocalId><b>x</b></LocalId>'), 'not-a-control-file'],
    ['elements too deep', inside('<StatusRecord><Event><b/></Event></StatusRecord>'), 'not-a-control-file'],
    ['no message type', '<DTSControl></DTSControl>', 'message-type'],
    ['another message type', '<DTSControl><MessageType>Other</MessageType></DTSControl>', 'message-type'],
    ['half a file', '<DTSControl><MessageType>Data</MessageType>', 'not-xml'],
    ['crossed tags', '<DTSControl><MessageType>Data</DTSControl></MessageType>', 'not-xml'],
    ['two documents', `${inside('')}${inside('')}`, 'not-xml'],
    ['text outside', `${inside('')} more`, 'not-xml'],
    ['nothing', '', 'not-xml'],
    ['a list', '9990000018,\n', 'not-xml'],
    ['an unclosed tag', '<DTSControl', 'not-xml'],
  ])('%s', (_name, text, kind) => {
    expect(readControlFile(text)).toMatchObject({ ok: false, refusal: { kind } })
  })
  test('a file far too long, before anything in it is looked at', () => {
    expect(readControlFile('<'.repeat(CONTROL_FILE_LIMIT + 1))).toMatchObject({ ok: false, refusal: { kind: 'too-long' } })
  })
  test('any text is read or refused, in good time', () => {
    const parts = fc.array(fc.constantFrom('<', '>', '</', '/>', 'DTSControl', 'MessageType', 'Data', 'StatusRecord', '&', '&amp;', ' ', '=', '"', '!', '?', '\n'), { maxLength: 40 })
    fc.assert(fc.property(parts.map((list) => list.join('')), (text) => { readControlFile(text) }), { numRuns: 3000 })
    // Counted as work of this process, which other work on the machine does not make longer.
    const started = process.cpuUsage()
    for (const part of ['<', '<a', '<a ', '&', '<a =', '</', '<?xml ']) readControlFile(part.repeat(60_000 / part.length))
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000)
  })
})
