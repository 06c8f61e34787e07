import { expect, test } from 'vitest'
import { languageWords } from '#app/people/language.words.ts'

test.each([['bn', 'Bengali'], ['UR', 'Urdu'], ['pt-BR', 'Portuguese'], ['syl', 'Sylheti'], ['qq', 'language qq']])('the language %s is called %s', (code, words) => {
  expect(languageWords(code)).toBe(words)
})
