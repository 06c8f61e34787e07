import { body } from './organisation-body.ts'
import { examplePractices } from './example-practices.ts'

const PLACES = [
  'Ashford', 'Aylesford', 'Barming', 'Bearsted', 'Bethersden', 'Biddenden', 'Birchington', 'Borough Green', 'Boxley', 'Broadstairs', 'Canterbury', 'Charing',
  'Chartham', 'Cliffe', 'Coxheath', 'Cranbrook', 'Dartford', 'Deal', 'Ditton', 'Dover', 'Dymchurch', 'Eastry', 'Edenbridge', 'Elham', 'Eynsford', 'Faversham',
  'Folkestone', 'Goudhurst', 'Gravesend', 'Greenhithe', 'Hadlow', 'Harrietsham', 'Hartley', 'Hawkhurst', 'Headcorn', 'Herne Bay', 'Hextable', 'Horsmonden',
  'Hythe', 'Ightham', 'Kemsing', 'Kings Hill', 'Lamberhurst', 'Larkfield', 'Lenham', 'Lydd', 'Maidstone', 'Marden', 'Margate', 'Meopham', 'New Romney',
  'Northfleet', 'Otford', 'Paddock Wood', 'Pembury', 'Queenborough', 'Ramsgate', 'Sandwich', 'Sevenoaks', 'Sheerness', 'Sittingbourne', 'Snodland',
  'Southborough', 'Staplehurst', 'Sturry', 'Swanley', 'Swanscombe', 'Tenterden', 'Teynham', 'Tonbridge', 'Tunbridge Wells', 'Walmer', 'West Malling',
  'Westerham', 'Whitfield', 'Whitstable', 'Wingham', 'Wye', 'Yalding', 'Hersden',
] as const

/** The 240 practices of the example: 80 places, three names in each. */
export const KENT_PRACTICES = examplePractices({
  places: PLACES, names: ['Hop Garden Surgery', 'Chalk Hill Practice', 'Orchard Lane Surgery'], stem: 'Y9K', postcode: 'ME15 9ZZ', domain: 'kent-practices', firstNumber: 200,
})

const at = (street: string, town: string) => [street, town]

export const KENT_COUNCIL = body('Y9KNT', 'Kent County Council', 'council', at('Oasthouse Row', 'Maidstone'), 'ME14 9ZZ', '01632 961010', 'kent-council')
export const KENT_BOARD = body('Y9KIB', 'NHS Kent and Medway Integrated Care Board', 'icb', at('3 Tideway', 'Maidstone'), 'ME14 9ZY', '01632 961011', 'kent-icb')
export const KENT_PRACTICES_PARTNERSHIP = body('Y9KGP', 'Kent Practices Information Partnership', 'other', at('8 Kiln Court', 'Ashford'), 'TN23 9ZZ', '01632 961012', 'kent-practices-partnership')
export const KENT_MENTAL_HEALTH = body('Y9KMP', 'Kent and Medway Mental Health NHS Trust', 'nhs-trust', at('12 Long Meadow', 'Gillingham'), 'ME7 9ZZ', '01632 961013', 'kent-mental-health')
export const KENT_COMMUNITY_HEALTH = body('Y9KCH', 'Kent Community Health NHS Foundation Trust', 'nhs-trust', at('4 Weald Road', 'Ashford'), 'TN24 9ZZ', '01632 961014', 'kent-community-health')
export const KENT_HOSPITALS = body('Y9KEH', 'East Kent Hospitals University NHS Foundation Trust', 'nhs-trust', at('1 Infirmary Lane', 'Canterbury'), 'CT1 9ZZ', '01632 961015', 'east-kent-hospitals')
export const KENT_FIRE = body('Y9KFR', 'Kent Fire and Rescue Service', 'other', at('Ladder Yard', 'Maidstone'), 'ME15 9ZY', '01632 961016', 'kent-fire')
export const KENT_OUT_OF_HOURS = body('Y9KOH', 'Kent Evening and Weekend Care', 'other', at('20 Lamplight Way', 'Ashford'), 'TN23 9ZY', '01632 961017', 'kent-out-of-hours')
export const KENT_INFORMATICS = body('Y9KHI', 'Kent and Medway Health Informatics Service', 'other', at('6 Beacon Park', 'Maidstone'), 'ME14 9ZX', '01632 961018', 'kent-informatics')

export const KENT_BODIES = [
  KENT_COUNCIL, KENT_BOARD, KENT_PRACTICES_PARTNERSHIP, KENT_MENTAL_HEALTH, KENT_COMMUNITY_HEALTH, KENT_HOSPITALS, KENT_FIRE, KENT_OUT_OF_HOURS, KENT_INFORMATICS,
] as const
