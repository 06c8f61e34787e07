import { turnEveryFact } from './turn-every-fact.ts'
import { workedExample } from '#tests/factories/worked-examples.ts'

turnEveryFact('cambridgeshire-framework', workedExample('cambridgeshire-framework'))
