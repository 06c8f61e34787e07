import { body } from '../organisation-body.ts'

const of = (...lines: readonly string[]) => lines

export const AGE_UK = body('X9AGE', 'Age UK', 'other', of('Armchair House', '6 Kindly Street', 'London'), 'EC4A 9ZZ', '01632 961100', 'age-uk')
export const AGE_UK_WIRRAL = body('Y9AWI', 'Age UK Wirral', 'other', of('3 Teapot Lane', 'Bromborough'), 'CH62 9ZZ', '01632 961101', 'age-uk-wirral')
export const AGE_UK_ROTHERHAM = body('Y9ARO', 'Age UK Rotherham', 'other', of('8 Bellfounder Row', 'Rotherham'), 'S60 9ZZ', '01632 961102', 'age-uk-rotherham')
export const AGEING_SURVEY = body('X9ELS', 'National Centre for Social Research', 'other', of('21 Questionnaire Walk', 'London'), 'EC1V 9ZZ', '01632 961103', 'social-research')

export const ENERGY_DEPARTMENT = body('X9ENZ', 'Department for Energy Security and Net Zero', 'other', of('Lagging House', '4 Warmway', 'London'), 'SW1H 9ZZ', '01632 961110', 'energy-department')
export const REVENUE_AND_CUSTOMS = body('X9HRC', 'HM Revenue and Customs', 'other', of('Tally Court', 'London'), 'SW1A 9ZZ', '01632 961111', 'revenue-and-customs')
export const WORK_AND_PENSIONS = body('X9DWP', 'Department for Work and Pensions', 'other', of('Stipend House', 'London'), 'SW1H 9ZY', '01632 961112', 'work-and-pensions')
export const VALUATION_OFFICE = body('X9VOA', 'Valuation Office Agency', 'other', of('9 Measure Street', 'London'), 'E20 9ZZ', '01632 961113', 'valuation-office')
export const LANTERN_ENERGY = body('Y9LAN', 'Lantern Energy Supply', 'other', of('Lamplighter Works', 'Derby'), 'DE1 9ZZ', '01632 961114', 'lantern-energy')
export const HEARTH_POWER = body('Y9HRT', 'Northern Hearth Gas and Power', 'other', of('2 Ember Yard', 'Sunderland'), 'SR1 9ZZ', '01632 961115', 'northern-hearth')

export const EAST_LONDON_PRACTICES = body('Y9ELP', 'East London GP Practices Partnership', 'other', of('12 Ropewalk Court', 'London'), 'E2 9ZZ', '01632 961120', 'east-london-practices')
export const QUEEN_MARY = body('Y9QMU', 'Centre for Primary Care, Queen Mary University of London', 'university', of('5 Quince Yard', 'London'), 'E1 9ZW', '01632 961121', 'queen-mary-primary-care')

export const MINISTRY_OF_JUSTICE = body('X9MOJ', 'Ministry of Justice', 'other', of('Balance House', 'London'), 'SW1H 9ZX', '01632 961130', 'ministry-of-justice')
export const SECOND_START = body('Y9SSM', 'Second Start Mentoring', 'other', of('17 Newgate Passage', 'Leeds'), 'LS2 9ZZ', '01632 961131', 'second-start')

export const BRISTOL_HOMELESS_SERVICE = body('Y9BHH', 'BrisDoc Homeless Health Service', 'gp-practice', of('Ferry Steps', 'Bristol'), 'BS1 9ZZ', '01632 961140', 'bristol-homeless-health')
export const BRISTOL_PRACTICES = body('Y9BGP', 'Bristol GP Practices Partnership', 'gp-practice', of('7 Cider Press Yard', 'Bristol'), 'BS3 9ZZ', '01632 961141', 'bristol-practices')
export const BRISTOL_COUNCIL = body('Y9BRC', 'Bristol City Council', 'council', of('Gangway House', 'Bristol'), 'BS1 9ZY', '01632 961142', 'bristol-council')
export const BRISTOL_MENTAL_HEALTH = body('Y9BMH', 'Avon and Wiltshire Mental Health Partnership NHS Trust', 'nhs-trust', of('5 Larkhill Way', 'Bath'), 'BA1 9ZZ', '01632 961143', 'avon-wiltshire-mental-health')
export const BRISTOL_HOSPITALS = body('Y9BUH', 'University Hospitals Bristol and Weston NHS Foundation Trust', 'nhs-trust', of('1 Apothecary Hill', 'Bristol'), 'BS2 9ZZ', '01632 961144', 'bristol-hospitals')
export const SOUTH_WESTERN_AMBULANCE = body('Y9SWA', 'South Western Ambulance Service NHS Foundation Trust', 'nhs-trust', of('12 Siren Court', 'Exeter'), 'EX2 9ZZ', '01632 961145', 'south-western-ambulance')
export const CONNECTING_CARE = body('Y9CNC', 'Connecting Care', 'other', of('Loom Exchange', 'Bristol'), 'BS2 9ZY', '01632 961146', 'connecting-care')

export const MACMILLAN = body('X9MAC', 'Macmillan Cancer Support', 'other', of('Waymark House', 'London'), 'SE1 9ZZ', '01632 961150', 'macmillan')
export const PATHWAY_ANALYSTS = body('Y9FAN', 'Fairholme Analysts', 'other', of('30 Compass Row', 'London'), 'EC2M 9ZZ', '01632 961151', 'fairholme-analysts')
export const SOUTH_YORKSHIRE_BOARD = body('Y9SYI', 'NHS South Yorkshire Integrated Care Board', 'icb', of('8 Cutlers Wharf', 'Sheffield'), 'S3 9ZZ', '01632 961152', 'south-yorkshire-icb')
export const DERBYSHIRE_BOARD = body('Y9DDI', 'NHS Derby and Derbyshire Integrated Care Board', 'icb', of('4 Limestone Place', 'Derby'), 'DE1 9ZY', '01632 961153', 'derbyshire-icb')

export const LEICESTERSHIRE_FIRE = body('Y9LFR', 'Leicestershire Fire and Rescue Service', 'other', of('Turntable Yard', 'Leicester'), 'LE4 9ZZ', '01632 961160', 'leicestershire-fire')
export const LEICESTERSHIRE_POLICE = body('Y9LPO', 'Leicestershire Police', 'other', of('Helmet Lane', 'Leicester'), 'LE19 9ZZ', '01632 961161', 'leicestershire-police')
export const EAST_MIDLANDS_AMBULANCE = body('Y9EMA', 'East Midlands Ambulance Service NHS Trust', 'nhs-trust', of('3 Beacon Way', 'Nottingham'), 'NG8 9ZZ', '01632 961162', 'east-midlands-ambulance')
export const LEICESTER_COUNCIL = body('Y9LCC', 'Leicester City Council', 'council', of('Hosiery Hall', 'Leicester'), 'LE1 9ZZ', '01632 961163', 'leicester-council')
export const LEICESTER_BOARD = body('Y9LLI', 'NHS Leicester, Leicestershire and Rutland Integrated Care Board', 'icb', of('9 Stirrup Street', 'Leicester'), 'LE3 9ZZ', '01632 961164', 'leicester-icb')
export const LEICESTERSHIRE_PARTNERSHIP = body('Y9LPT', 'Leicestershire Partnership NHS Trust', 'nhs-trust', of('2 Willow Ride', 'Leicester'), 'LE3 9ZY', '01632 961165', 'leicestershire-partnership')
export const LEICESTER_HOSPITALS = body('Y9LUH', 'University Hospitals of Leicester NHS Trust', 'nhs-trust', of('6 Infirmary Close', 'Leicester'), 'LE1 9ZY', '01632 961166', 'leicester-hospitals')

export const HERTFORDSHIRE_BOARD = body('Y9HWE', 'NHS Hertfordshire and West Essex Integrated Care Board', 'icb', of('5 Maltings Way', 'Welwyn Garden City'), 'AL8 9ZZ', '01632 961170', 'hertfordshire-icb')
export const HERTFORDSHIRE_PRACTICES = body('Y9HGP', 'East and North Hertfordshire GP Practices', 'gp-practice', of('14 Saddlers Walk', 'Hertford'), 'SG14 9ZZ', '01632 961171', 'hertfordshire-practices')
export const HERTFORDSHIRE_HOSPITALS = body('Y9ENH', 'East and North Hertfordshire NHS Trust', 'nhs-trust', of('1 Lister Rise', 'Stevenage'), 'SG1 9ZZ', '01632 961172', 'east-north-herts-hospitals')
export const HERTFORDSHIRE_COUNCIL = body('Y9HCC', 'Hertfordshire County Council', 'council', of('Hartstongue House', 'Hertford'), 'SG13 9ZZ', '01632 961173', 'hertfordshire-council')
export const HERTFORD_ANALYTICS = body('Y9HAN', 'Riverside Care Analytics', 'other', of('2 Weir Court', 'Ware'), 'SG12 9ZZ', '01632 961174', 'riverside-analytics')

export const PRESTON_COUNCIL = body('Y9PRE', 'Preston City Council', 'council', of('Guild Row', 'Preston'), 'PR1 9ZY', '01632 961180', 'preston-council')
export const LANCASTER_COUNCIL = body('Y9LAC', 'Lancaster City Council', 'council', of('Ashlar House', 'Lancaster'), 'LA1 9ZZ', '01632 961181', 'lancaster-council')
export const REVENUES_SHARED_SERVICE = body('Y9PLS', 'Preston and Lancaster Shared Service', 'other', of('2 Counting House Yard', 'Preston'), 'PR1 9ZX', '01632 961182', 'preston-lancaster-revenues')
export const OCCUPANCY_CHECKS = body('Y9OCC', 'Threshold Occupancy Checks', 'other', of('44 Doorstep Street', 'Leeds'), 'LS1 9ZY', '01632 961183', 'threshold-checks')

export const SAIL_DATABANK = body('X9SDB', 'SAIL Databank', 'other', of('Data House', '4 Harbour Rise', 'Swansea'), 'SA2 9ZZ', '01632 961190', 'sail-databank')
export const WALES_DIGITAL_HEALTH = body('X9DHW', 'Digital Health and Care Wales', 'other', of('Tide Court', 'Cardiff'), 'CF11 9ZZ', '01632 961191', 'digital-health-wales')
export const SWANSEA_RESEARCHERS = body('Y9SWU', 'Swansea University', 'university', of('1 Seaview Lane', 'Swansea'), 'SA2 9ZY', '01632 961192', 'swansea-university')
export const CARMARTHENSHIRE_COUNCIL = body('Y9CMC', 'Carmarthenshire County Council', 'council', of('Castle Row', 'Carmarthen'), 'SA31 9ZZ', '01632 961193', 'carmarthenshire-council')

export const HOMERTON = body('Y9HOM', 'Homerton Healthcare NHS Foundation Trust', 'nhs-trust', of('3 Brook Rise', 'London'), 'E9 9ZZ', '01632 961200', 'homerton')
export const HACKNEY_COUNCIL = body('Y9HAC', 'London Borough of Hackney', 'council', of('Marsh House', '1 Clapboard Lane', 'London'), 'E8 9ZZ', '01632 961201', 'hackney-council')
export const METROPOLITAN_POLICE = body('Y9MET', 'Metropolitan Police Service', 'other', of('Lantern Court', 'London'), 'SW1A 9ZY', '01632 961202', 'metropolitan-police')
export const NORTH_CENTRAL_LONDON_BOARD = body('Y9NCL', 'NHS North Central London Integrated Care Board', 'icb', of('11 Aqueduct Street', 'London'), 'N1 9ZZ', '01632 961203', 'north-central-london-icb')

export const STAFFORDSHIRE_COUNCIL = body('Y9STF', 'Staffordshire County Council', 'council', of('Knot House', 'Stafford'), 'ST16 9ZZ', '01632 961210', 'staffordshire-council')
export const MIDLANDS_MENTAL_HEALTH = body('Y9MPF', 'Midlands Partnership University NHS Foundation Trust', 'nhs-trust', of('5 Orchard Ride', 'Stafford'), 'ST16 9ZY', '01632 961211', 'midlands-partnership')
export const WEIR_LANE_SURGERY = body('Y9MBS', 'Weir Lane Surgery', 'gp-practice', of('20 Weir Lane', 'Stafford'), 'ST16 9ZX', '01632 961212', 'weir-lane-surgery')

/** The bodies of the case studies that no other example names. Companies and small charities are invented; the places and public bodies are real. */
export const CASE_ORGANISATIONS = [
  AGE_UK, AGE_UK_WIRRAL, AGE_UK_ROTHERHAM, AGEING_SURVEY,
  ENERGY_DEPARTMENT, REVENUE_AND_CUSTOMS, WORK_AND_PENSIONS, VALUATION_OFFICE, LANTERN_ENERGY, HEARTH_POWER,
  EAST_LONDON_PRACTICES, QUEEN_MARY,
  MINISTRY_OF_JUSTICE, SECOND_START,
  BRISTOL_HOMELESS_SERVICE, BRISTOL_PRACTICES, BRISTOL_COUNCIL, BRISTOL_MENTAL_HEALTH, BRISTOL_HOSPITALS, SOUTH_WESTERN_AMBULANCE, CONNECTING_CARE,
  MACMILLAN, PATHWAY_ANALYSTS, SOUTH_YORKSHIRE_BOARD, DERBYSHIRE_BOARD,
  LEICESTERSHIRE_FIRE, LEICESTERSHIRE_POLICE, EAST_MIDLANDS_AMBULANCE, LEICESTER_COUNCIL, LEICESTER_BOARD, LEICESTERSHIRE_PARTNERSHIP, LEICESTER_HOSPITALS,
  HERTFORDSHIRE_BOARD, HERTFORDSHIRE_PRACTICES, HERTFORDSHIRE_HOSPITALS, HERTFORDSHIRE_COUNCIL, HERTFORD_ANALYTICS,
  PRESTON_COUNCIL, LANCASTER_COUNCIL, REVENUES_SHARED_SERVICE, OCCUPANCY_CHECKS,
  SAIL_DATABANK, WALES_DIGITAL_HEALTH, SWANSEA_RESEARCHERS, CARMARTHENSHIRE_COUNCIL,
  HOMERTON, HACKNEY_COUNCIL, METROPOLITAN_POLICE, NORTH_CENTRAL_LONDON_BOARD,
  STAFFORDSHIRE_COUNCIL, MIDLANDS_MENTAL_HEALTH, WEIR_LANE_SURGERY,
] as const
