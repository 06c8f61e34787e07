import { body } from './organisation-body.ts'

/** NHS England by its own code; the statistics office by an invented one. */
export const NHS_ENGLAND = body('X26', 'NHS England', 'national-body', ['Aqueduct House', '7 Wharf Street', 'Leeds'], 'LS1 9ZZ', '0113 496 0100', 'nhs-england')
export const NATIONAL_STATISTICS = body('X9ONS', 'Office for National Statistics', 'national-body', ['Ledger House', '3 Brookside Road', 'Newport'], 'NP10 9ZZ', '01632 961001', 'national-statistics')
