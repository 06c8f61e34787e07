import { readFileSync } from 'node:fs'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { CHOICE_CODES, CODE_LIST_VERSION, CODE_SOURCES } from '#app/choices/choice-codes.rules.ts'
import { EXCLUDING_REASONS, EXEMPTIONS, RULE_SOURCES, RULES_VERSION } from '#app/choices/exemptions.rules.ts'
import { PublishedRules } from '#app/choices/published-rules.tsx'
import { PUBLISHED_RULES_WORDS, publishedRules, rulesAsMarkdown } from '#app/choices/published-rules.words.ts'

const tableOf = (id: string) => publishedRules().find((table) => table.id === id)?.rows ?? []

describe('the published rules', () => {
  test('docs/rules.md says what the rules say (npm run rules:print writes it)', () => {
    expect(readFileSync('docs/rules.md', 'utf8')).toBe(rulesAsMarkdown())
  })

  test('the page shows every cell of every table, in order', () => {
    const html = renderToStaticMarkup(createElement(PublishedRules))
    const shown = [...html.matchAll(/<td[^>]*>(?:<span[^>]*>[^<]*<\/span>)?<div>(.*?)<\/div><\/td>/g)].map((match) => (match[1] as string).replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&quot;', '"'))
    expect(shown).toEqual(publishedRules().flatMap(({ rows }) => rows.flat()))
  })

  test('every row of the tables that decide is there, with its sources, and no other', () => {
    const named = (numbers = '') => numbers.split(', ').map((number) => tableOf('sources').find((row) => row[0] === number)?.[1])
    expect(tableOf('which-choices-apply').map((row) => [row[0], named(row[5])])).toEqual(
      EXEMPTIONS.map(({ id, basis, sources }) => [`${basis} (${id})`, sources.map((source) => RULE_SOURCES[source])]))
    expect(tableOf('reasons-to-leave-out').map(([reason]) => reason)).toEqual(EXCLUDING_REASONS)
    expect(tableOf('codes').slice(0, CHOICE_CODES.length).map((row) => [row[0]?.split(' ').pop(), row[2], ...named(row[4])])).toEqual(
      CHOICE_CODES.map(({ code, role, source }) => [code, role, CODE_SOURCES[source]]))
  })

  test('what the table says of each opt-out is what its row says', () => {
    const told = tableOf('which-choices-apply').map((row) => [row[3], row[4]])
    expect(told).toEqual(EXEMPTIONS.map(({ nationalOptOut, type1 }) => [
      nationalOptOut === 'applies' ? 'Applies' : 'Does not apply',
      type1 === null ? 'As the flow’s basis says' : type1 === 'applies' ? 'Applies' : type1 === 'does-not-apply' ? 'Does not apply' : 'Applies unless the flow’s terms say otherwise',
    ]))
  })

  test('codes that never decide are said not to', () => {
    const silent = tableOf('codes').filter((row) => row[3] === 'No').map((row) => row[2])
    expect(new Set(silent)).toEqual(new Set(['T2_DISSENT', 'T2_WITHDRAW', 'SHARED_CARE_SUMMARY_DISSENT', 'SHARED_CARE_LOCAL_DISSENT', 'SHARED_CARE_AUDIT_DISSENT']))
  })

  test('the versions are the ones that checks and imports quote', () => {
    expect(PUBLISHED_RULES_WORDS.versions).toContain(RULES_VERSION)
    expect(PUBLISHED_RULES_WORDS.versions).toContain(CODE_LIST_VERSION)
  })
})
