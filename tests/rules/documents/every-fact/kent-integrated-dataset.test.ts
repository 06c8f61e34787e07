import { turnEveryFact } from './turn-every-fact.ts'
import { workedExample } from '#tests/factories/worked-examples.ts'

turnEveryFact('kent-integrated-dataset', workedExample('kent-integrated-dataset'))
