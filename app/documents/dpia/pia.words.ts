/** The headings of the parts that a text of a file comes in with, and goes out by. */
export const PIA_HEADINGS = { sources: 'Where it could come from', likelihood: 'Why so likely', severity: 'Why so severe' } as const

const given = (score: number | null): string => (score === null ? 'not given' : `${score} of 4`)
const citation = (part: string) => (severity: number | null, likelihood: number | null): string =>
  `CNIL, Privacy Impact Assessment (PIA) method, ${part}. The file that was brought in gives severity as ${given(severity)} and likelihood as ${given(likelihood)}`

/** The three events of the CNIL's method. */
export const PIA_RISK_WORDS = {
  access: { title: 'Someone gets at the data who has no right to', citation: citation('illegitimate access to data') },
  change: { title: 'The data is changed when nobody wants it to be', citation: citation('unwanted change of data') },
  loss: { title: 'The data is lost', citation: citation('disappearance of data') },
} as const

/** The software's questions about what is done with the data, put in our words, and the page where the facts answer each. */
export const PIA_QUESTION_WORDS: Readonly<Record<number, { readonly asks: string; readonly page: string }>> = {
  111: { asks: 'What is done with the data, and what for?', page: 'purpose' },
  112: { asks: 'Who is responsible for what?', page: 'parties' },
  113: { asks: 'Which codes and standards apply?', page: 'safeguards' },
  121: { asks: 'Which data is used?', page: 'datasets' },
  122: { asks: 'What happens to the data, from its collection to its end?', page: 'flows' },
  123: { asks: 'What is the data kept on and sent by?', page: 'flows' },
  211: { asks: 'Are the purposes set, stated and lawful?', page: 'purpose' },
  212: { asks: 'What makes the use lawful?', page: 'flows' },
  213: { asks: 'Is there no more data than is needed?', page: 'datasets' },
  214: { asks: 'Is the data right and up to date?', page: 'linkage' },
  215: { asks: 'How long is the data kept?', page: 'safeguards' },
  221: { asks: 'How are people told?', page: 'telling-people' },
  222: { asks: 'How is consent got, where it is what the use rests on?', page: 'flows' },
  223: { asks: 'How do people see their data, or take it elsewhere?', page: 'rights' },
  224: { asks: 'How do people have their data corrected or taken out?', page: 'rights' },
  225: { asks: 'How do people limit the use, or object?', page: 'rights' },
  226: { asks: 'What binds the processors?', page: 'processing' },
  227: { asks: 'Is the data protected abroad?', page: 'rights' },
}

/** What is said of others where a file says what people think and nothing of anybody else. */
export const PIA_OTHERS_WORDS = 'The file that was brought in says nothing of others.'
