import { turnEveryFact } from './turn-every-fact.ts'
import { workedExample } from '#tests/factories/worked-examples.ts'

turnEveryFact('oldham-gp-pilot', workedExample('oldham-gp-pilot'))
