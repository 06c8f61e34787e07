import type { Officer, Processing, Stage } from '#app/projects/further-facts.rules.ts'
import type { NamedParty } from './named-party.ts'
import type { WsdpCodes } from './wsdp-flows.ts'

export function wsdpParties(codes: WsdpCodes): NamedParty[] {
  return [
    {
      organisationCode: codes.council, name: 'London Borough of Tower Hamlets', role: 'controller',
      does: 'lead the project, give its own datasets, decide as controller of the project’s data in the haven through its Director of Public Health, tell residents, and publish what is found',
      contactName: 'Farida Rahman', contactJobTitle: 'Public health intelligence manager', contactEmail: 'public.health.intelligence@tower-hamlets-council.example',
    },
    {
      organisationCode: codes.national, name: 'NHS England', role: 'controller',
      does: 'decide on the application for national data, leave out everyone with a national data opt-out and, from the GP register, everyone with a type 1 opt-out, and give out the datasets that it agrees to',
      contactName: 'Alan Crossley', contactJobTitle: 'Data access case officer', contactEmail: 'data.access@nhs-england.example',
    },
    {
      organisationCode: codes.statistics, name: 'Office for National Statistics', role: 'controller',
      does: 'agree, as controller of civil registrations, to births and deaths being given out through NHS England',
      contactName: 'Meinir Howell', contactJobTitle: 'Data sharing manager', contactEmail: 'data.sharing@national-statistics.example',
    },
    {
      organisationCode: codes.practices, name: 'Tower Hamlets GP Care Group', role: 'controller',
      does: 'act for the GP practices of the borough, which are controllers of their records and have each agreed to it; leave out everyone who has opted out, and give the practices’ data',
      contactName: 'Dr Joanna Mistry', contactJobTitle: 'Clinical lead for information', contactEmail: 'information@th-gp-care-group.example',
    },
    {
      organisationCode: codes.processor, name: 'Clinical Effectiveness Group, Queen Mary University of London', role: 'processor',
      does: 'take the practices’ data from their systems for the GP care group; inside the haven link the records, check the links, take away what identifies people, and analyse what is left, all of it on the instructions of the controller concerned',
      contactName: 'Dr Tobias Renner', contactJobTitle: 'Head of data', contactEmail: 'data@clinical-effectiveness.example',
    },
    {
      organisationCode: codes.haven, name: 'North East London Data Haven', role: 'haven',
      does: 'hold the data in a closed environment, let in named people only, check everything that leaves, and destroy what is to be destroyed',
      contactName: 'Sunita Grewal', contactJobTitle: 'Haven manager', contactEmail: 'manager@nel-data-haven.example',
    },
  ]
}

export function wsdpOfficers(codes: WsdpCodes): Officer[] {
  const of = (organisationCode: string, domain: string, holders: Readonly<Partial<Record<Officer['post'], string>>>): Officer[] =>
    Object.entries(holders).map(([post, name]) => ({ organisationCode, post: post as Officer['post'], name, email: `${post.replaceAll('-', '.')}@${domain}.example` }))
  return [
    ...of(codes.council, 'tower-hamlets-council', {
      'caldicott-guardian': 'Denise Achterberg', siro: 'Rashid Karim', dpo: 'Eleanor Whitcombe', 'ig-lead': 'Marcus Oyelaran', 'information-asset-owner': 'Dr Leila Haddad',
    }),
    ...of(codes.national, 'nhs-england', { 'caldicott-guardian': 'Dr Simon Attwater', siro: 'Helen Brackley', dpo: 'Joseph Amadi' }),
    ...of(codes.statistics, 'national-statistics', { siro: 'Catrin Pugh', dpo: 'David Ellerby' }),
    ...of(codes.practices, 'th-gp-care-group', { 'caldicott-guardian': 'Dr Joanna Mistry', siro: 'Peter Lindqvist', dpo: 'Amina Yusuf', 'ig-lead': 'Carol Tennant' }),
    ...of(codes.processor, 'clinical-effectiveness', { siro: 'Dr Verity Lomas', dpo: 'Graham Soames', 'information-asset-owner': 'Dr Tobias Renner' }),
    ...of(codes.haven, 'nel-data-haven', { siro: 'Oliver Stannard', dpo: 'Priti Vadgama', 'information-asset-owner': 'Sunita Grewal' }),
  ]
}

/** Who decides and who works for whom, stage by stage: it changes on the way. */
export function wsdpStages(codes: WsdpCodes): Stage[] {
  const controls = (organisationCode: string) => ({ organisationCode, role: 'controller' }) as const
  const serves = (organisationCode: string) => ({ organisationCode, role: 'processor' }) as const
  return [
    {
      id: 'council-data', name: 'The council’s datasets in its services', roles: [controls(codes.council)],
      does: 'Housing, education, social care, benefits, environment, library and enviro-crime each make their extract, to the list of fields and no more.',
    },
    {
      id: 'linked-council-data', name: 'Linking the council’s datasets with each other', roles: [controls(codes.council), serves(codes.processor), serves(codes.haven)],
      does: 'In the haven, names, dates of birth and property references tie the council’s datasets together, because its services share no number.',
    },
    {
      id: 'national-data', name: 'National data made ready', roles: [controls(codes.national), controls(codes.statistics)],
      does: 'Emergency, walk-in, ambulance, community nursing, inpatient and outpatient data, the register of patients, births and deaths are tied by NHS number where they are held, opt-outs left out, and given out.',
    },
    {
      id: 'practice-data', name: 'Practices’ data made ready', roles: [controls(codes.practices), serves(codes.processor)],
      does: 'The practices’ data is taken from their systems for the care group, under its own processing agreement with the Clinical Effectiveness Group and without anyone who has opted out.',
    },
    {
      id: 'linkage', name: 'Linking health data with the council’s', roles: [controls(codes.council), serves(codes.processor), serves(codes.haven)],
      does: 'In the haven, keys alone are compared; what is known of people lies apart, and those who link do not see it. From its arrival in the haven the council is controller of the project’s copy.',
    },
    {
      id: 'de-personalisation', name: 'Checking links and taking away what identifies people', roles: [controls(codes.council), serves(codes.processor), serves(codes.haven)],
      does: 'For at most three months links are checked, and a newer dataset may still be taken in. Then all keys are destroyed and the rest is made less exact.',
    },
    {
      id: 'analysis', name: 'Analysis of the linked records', roles: [controls(codes.council), serves(codes.processor), serves(codes.haven)],
      does: 'Named analysts work inside the haven to a plan agreed beforehand, for the council’s Director of Public Health. Only checked tables of small areas leave.',
    },
  ]
}

export function wsdpProcessing(codes: WsdpCodes): Processing[] {
  return [
    {
      processorCode: codes.processor, controllerCode: codes.council,
      subject: 'Linkage of the project’s datasets, removal of what identifies people, and analysis of the linked records',
      nature: 'Comparing keys; testing links; replacing dates, postcodes and addresses by age and small area; destroying keys; counting, modelling and mapping, inside the haven only',
      duration: 'From the first transfer until the linked records are destroyed',
      subProcessors: 'None but the haven, which has an agreement of its own with the council',
      place: 'The haven, in England; nothing is held at the university',
      atEnd: 'Every account is closed, and the head of data certifies that no copy, key or working file is kept',
    },
    {
      processorCode: codes.processor, controllerCode: codes.practices,
      subject: 'Making the practices’ extract for the project, for the GP care group as it acts for the practices',
      nature: 'Taking the listed fields, and no more, from the practices’ systems; leaving out everyone with a type 1 opt-out, the project’s own opt-out or a national data opt-out; handing the extract to the care group’s transfer to the haven',
      duration: 'From the first extract until the last has reached the haven',
      subProcessors: 'None',
      place: 'The practices’ own record systems, in England; nothing is held at the university',
      atEnd: 'Every working copy is deleted once the haven has the extract, and the head of data certifies it to the care group',
    },
    {
      processorCode: codes.haven, controllerCode: codes.council,
      subject: 'Keeping the project’s data in a closed and certified environment',
      nature: 'Receiving files, holding keys and content apart, giving access to named people, checking what leaves, keeping logs, destroying',
      duration: 'From the first transfer until destruction is certified',
      subProcessors: 'Lea Bridge Hosting Limited, which runs its two data centres in England and cannot read the data',
      place: 'England',
      atEnd: 'All copies and backups are destroyed to the standard of the NHS, and a certificate is given to the council within ten working days',
    },
  ]
}
