import { turnEveryFact } from './turn-every-fact.ts'
import { fullFacts } from '#tests/factories/full-facts.ts'

turnEveryFact('everything-there-is', fullFacts())
