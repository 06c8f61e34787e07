/** Bodies that are called by what they are, and take an article: "the Office for National Statistics", "the Metropolitan Police Service". */
const CALLED_BY_WHAT_IT_IS: readonly RegExp[] = [
  /^(?:Office|Ministry|Department|Centre|Clinical Effectiveness Group|University|Institute|Royal College|Royal Borough|London Borough|City of London)\b(?! Hospitals?\b)(?=.*\b(?:for|of|,)|.*,)/,
  /^(?:National|General|Care Quality|Health Research|Information|UK Health|Valuation) .*\b(?:Centre|Office|Commission|Commissioner|Authority|Agency|Institute|Executive)\b/,
  /\b(?:Agency|Authority|Commission|Databank|Data Haven|Group|Office|Partnership|Survey)$/,
  /(?<!\bCommunity )\bService$/,
  /\bService NHS (?:Foundation )?Trust$/,
]

/** Names of their own, though they end like one that is called by what it is. */
const NAMES_OF_THEIR_OWN = /^(?:NHS|HM|Age|Healthwatch)\b/

/** A body's name as it stands in mid-sentence, with the article that English asks for: "NHS England", "the London Borough of Hackney". */
export function theBody(name: string): string {
  if (/^The /.test(name)) return `the ${name.slice(4)}`
  return !NAMES_OF_THEIR_OWN.test(name) && CALLED_BY_WHAT_IT_IS.some((pattern) => pattern.test(name)) ? `the ${name}` : name
}

/** The same where a sentence begins with it. */
export const atTheStart = (words: string): string => words.replace(/^the /, 'The ')
