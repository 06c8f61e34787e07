import { expect, test } from 'vitest'
import { atTheStart, theBody } from '#app/kernel/body-names.ts'

test.each([
  'NHS England', 'Oldham Council', 'Kent County Council', 'Bristol City Council', 'Hill Top Surgery', 'Holts Lane Practice', 'Swansea University', 'HM Revenue and Customs', 'Age UK', 'Age UK Wirral',
  'NHS Kent and Medway Integrated Care Board', 'Homerton Healthcare NHS Foundation Trust', 'Cambridgeshire Community Services NHS Trust', 'Leicestershire Partnership NHS Trust', 'Leicestershire Police',
  'University Hospitals of Leicester NHS Trust', 'University Hospitals Bristol and Weston NHS Foundation Trust', 'Macmillan Cancer Support', 'Digital Health and Care Wales', 'Connecting Care', 'Barts Health NHS Trust',
  'Hertfordshire Practices', 'Lantern Energy Supply', 'Y12345', '',
])('%s takes no article', (name) => expect(theBody(name)).toBe(name))

test.each([
  'London Borough of Tower Hamlets', 'London Borough of Hackney', 'Royal Borough of Greenwich', 'Office for National Statistics', 'Ministry of Justice', 'Department for Work and Pensions', 'Valuation Office Agency',
  'Metropolitan Police Service', 'Kent Fire and Rescue Service', 'Kent and Medway Health Informatics Service', 'SAIL Databank', 'North East London Data Haven', 'Tower Hamlets GP Care Group',
  'Clinical Effectiveness Group, Queen Mary University of London', 'Centre for Primary Care, Queen Mary University of London', 'National Centre for Social Research', 'University of Manchester',
  'East Midlands Ambulance Service NHS Trust', 'South Western Ambulance Service NHS Foundation Trust', 'Kent Practices Information Partnership', 'North West Data Services Regional Office', 'UK Health Security Agency', 'Health Research Authority',
])('the %s', (name) => expect(theBody(name)).toBe(`the ${name}`))

test('a name that has its article keeps one, and a sentence begins with a capital', () => {
  expect(theBody('The Practice at Town Hall')).toBe('the Practice at Town Hall')
  expect(atTheStart(theBody('Ministry of Justice'))).toBe('The Ministry of Justice')
  expect(atTheStart('there')).toBe('there')
})
