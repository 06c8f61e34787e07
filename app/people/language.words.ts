/** Languages by the codes that lists of people hold (ISO 639-1, and 639-3 where that has none), as they are called in English. */
const LANGUAGE_WORDS: Readonly<Record<string, string>> = {
  am: 'Amharic', ar: 'Arabic', bg: 'Bulgarian', bn: 'Bengali', cs: 'Czech', cy: 'Welsh', de: 'German', el: 'Greek', en: 'English', es: 'Spanish', fa: 'Farsi', fr: 'French',
  gu: 'Gujarati', hi: 'Hindi', hu: 'Hungarian', it: 'Italian', ku: 'Kurdish', lt: 'Lithuanian', lv: 'Latvian', ml: 'Malayalam', ne: 'Nepali', nl: 'Dutch', pa: 'Punjabi',
  pl: 'Polish', ps: 'Pashto', pt: 'Portuguese', ro: 'Romanian', ru: 'Russian', sk: 'Slovak', so: 'Somali', sq: 'Albanian', sw: 'Swahili', syl: 'Sylheti', ta: 'Tamil', te: 'Telugu',
  th: 'Thai', ti: 'Tigrinya', tr: 'Turkish', uk: 'Ukrainian', ur: 'Urdu', vi: 'Vietnamese', yo: 'Yoruba', yue: 'Cantonese', zh: 'Chinese',
}

/** What a language is called; of a code that is not known here, that it is one. `bn`, `bn-GB` and `BN` are the same. */
export function languageWords(code: string): string {
  return LANGUAGE_WORDS[code.toLowerCase().split('-')[0] ?? ''] ?? `language ${code}`
}
