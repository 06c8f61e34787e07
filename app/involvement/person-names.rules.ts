/** Given names that are seldom anything else. What is also a month, a virtue, a place or a common word is not among them. */
const GIVEN = `Aaron Abdul Abdullah Abigail Adam Adrian Ahmed Aisha Alan Alexander Alfie Ali Alice Alison Amanda Amina Amir Amy Andrea Andrew Angela Anita Anna Anne Anthony Arjun Asif Ayesha Barbara Ben Benjamin Beryl Beverley Brenda
Brian Carl Carol Caroline Catherine Charles Charlotte Chloe Chris Christine Christopher Claire Clare Colin Craig Dan Daniel Danielle David Dawn Dean Deborah Denise Dennis Derek Diane Donna Doreen Dorothy Edward Eileen Elaine Eleanor Ella
Ellie Emily Emma Eric Ethan Fatima Fiona Frank Gareth Gary Gemma George Gillian Graham Hannah Harry Hassan Hazel Heather Helen Henry Hussain Ian Ibrahim Irene Isabella Isla Jacqueline Jake James Jamie Jane Janet Janice Jason Jean Jeffrey
Jennifer Jenny Jessica Jill Joan Joanna Joanne John Jonathan Joseph Josh Joshua Joyce Judith Julia Julie Karen Kate Katherine Kathleen Keith Kelly Kenneth Kevin Khadija Kieran Kim Laura Lauren Leila Lesley Liam Linda Lisa Louise Lucy
Lukasz Luke Lynn Malcolm Mandy Margaret Maria Marian Marie Marion Mariam Mark Martin Mary Maryam Matthew Maureen Megan Melissa Michael Michelle Mohamed Mohammad Mohammed Muhammad Natalie Natasha Neil Nicholas Nicola Nigel Noah Norman
Oliver Olivia Omar Pamela Patricia Patrick Paul Paula Pauline Peter Philip Piotr Priya Rachel Rashid Rebecca Richard Robert Roger Ronald Rukhsana Ruth Ryan Sally Sam Samantha Samina Samuel Sandra Sarah Sharon Sheila Shirley Simon
Sophie Stephanie Stephen Steve Steven Stuart Sunita Susan Suzanne Sylvia Teresa Terence Thomas Tina Tony Tracey Trevor Valerie Vera Veronica Vincent Wayne Wendy William Yasmin Yusuf Zainab Zoe`.split(/\s+/)

/** What a person’s name stands in the name of: a hospital, a street, a charity. */
const THINGS = new Set(`Academy Ambulance Association Avenue Building Campaign Care Centre Charity Church Clinic Close College Committee Community Council Court Crescent Drive Estate Foundation Fund Gardens Group Hall Health Hospice Hospital House
Infirmary Institute Lane Library Lodge Medical Memorial Mosque Park Partnership Place Practice Programme Project Research Road School Square Street Suite Surgery Terrace Theatre Trust Unit University Ward Way Wing`.split(/\s+/))

const WORD = "\\p{Lu}[\\p{Ll}’'-]+(?:\\p{Lu}[\\p{Ll}’'-]+)?"
const GIVEN_AND_FAMILY = new RegExp(`(?<![\\p{L}\\d])(?<before>(?:[Tt]he|St\\.?|Saint)\\s+)?(?:${GIVEN.join('|')})\\s+(?<rest>(?:\\p{Lu}\\.?\\s+)?${WORD}(?:\\s+${WORD})*)`, 'gu')

const SPEAKS = 'said|says|asked|asks|told|felt|thought|wanted|explained|raised|suggested|chaired|led|spoke|noted|replied|answered|wondered|complained'
const INITIALS = `(?:\\p{Lu}\\.\\s?){1,3}${WORD}`
const WITH_INITIALS = new RegExp(`(?<![\\p{L}\\d.])(?:${INITIALS}\\s+(?:${SPEAKS})(?!\\p{L})|(?:said|asked|told|raised|by|from|to|with)\\s+${INITIALS})`, 'u')

const SOMEBODY = 'man|woman|resident|patient|carer|tenant|member|person|someone|somebody|lady|gentleman|mother|father|daughter|son|wife|husband|nurse|doctor|volunteer|officer|manager|worker|neighbour|parent|child|boy|girl'
const CALLED = new RegExp(`(?<!\\p{L})(?:(?:${SOMEBODY}),?\\s+(?:(?:who|that)\\s+(?:is|was)\\s+)?(?:called|named)|(?:[Mm]y|[Hh]er|[Hh]is|[Tt]heir)\\s+name\\s+(?:is|was))\\s+\\p{Lu}`, 'u')

/**
 * Whether a text has what looks like a person's name without a title: a given name with a family name, initials with one beside a word of
 * speaking, or somebody who is called something. It does not know every name, and what is named after a person is told by what it is.
 */
export function holdsPersonName(text: string): boolean {
  if (CALLED.test(text) || WITH_INITIALS.test(text)) return true
  return [...text.matchAll(GIVEN_AND_FAMILY)].some(({ groups }) => !groups?.before && !groups?.rest?.split(/\s+/).some((word) => THINGS.has(word)))
}
