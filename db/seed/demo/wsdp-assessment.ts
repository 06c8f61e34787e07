import { addDays, type Day } from '#app/kernel/uk-date.ts'
import type { ToldAssessment } from './assessment-story.ts'

/** What the partnership made of the risks of linking the borough's health and council records. */
export function wsdpAssessment({ processorCode, havenCode, councilCode, start }: { readonly processorCode: string; readonly havenCode: string; readonly councilCode: string; readonly start: Day }): ToldAssessment {
  return {
    said: {
      profiling: 'People are put into groups of need by their age, illnesses, home and use of services. No group is ever looked up for one person.', monitoring: null, innovative: 'Health and property records of a whole borough have not been linked here before.', refusal: null,
      biometric: null, genetic: null, tracking: null, 'not-told': 'About 310,000 people cannot be written to one by one; they are told by notices in practices, libraries, schools and newsletters.', targeting: null,
      harm: 'While names are held, the records say who lives where with which illness.',
    },
    views: {
      people: 'Carers, older people, people who use mental health services, tenants and patients who speak for others were asked group by group. Most thought that the NHS and the council did this already, and saw the good of it. They asked who may look, whether a company could, how long names are held, and how to say no; many did not know that they could. They were glad that groups of fewer than five are left out. The slides, the notices and the time for which data is held were changed by what they said.',
      others: 'The haven’s manager and the linkers went through the two areas and the order in which keys are destroyed. The GP care group asked that a practice’s patients who said no are left out before the extract leaves it. The advisory group on confidentiality asked for the same, and for the exit from support to have a date.',
    },
    risks: {
      'false-match': { before: ['probable', 'significant'], measures: [['Two people read a sample of 500 pairs, and no link is used unless fewer than 1 in 100 of them is wrong', 'reduced', ['possible', 'significant']], ['Nothing is decided about one person by the linked records', 'reduced', ['possible', 'minimal']]] },
      'small-numbers': { before: ['possible', 'significant'], measures: [['Counts under 5 are left out, and so is any number that would give one away; a second person looks before a table leaves', 'reduced', ['remote', 'significant']]] },
      reidentification: { before: ['possible', 'severe'], measures: [['No key is kept, dates of birth become ages and homes become areas of some 1,500 people', 'reduced', ['remote', 'severe']], ['Trying to find out who a record is about ends an analyst’s access and is reported', 'accepted']] },
      'identifiers-kept': { before: ['possible', 'severe'], measures: [['The haven’s clock deletes the keys three months after linkage, whether or not anyone asks, and reports that it did', 'reduced', ['remote', 'severe']]] },
      'kept-too-long': { before: ['possible', 'minimal'], measures: [['The haven closes the area on its last day and gives certificates to the council, NHS England and the GP care group', 'reduced', ['remote', 'minimal']]] },
      'too-much': { before: ['probable', 'severe'], measures: [['Each field has its reason beside it, and a field without one is not asked for: no council tax exemption, discount or reduction for illness or disability is sent, so that nothing about health is read off a home', 'reduced', ['possible', 'severe']], ['Names, numbers and addresses are used to link and are then destroyed; nobody who analyses ever sees one', 'reduced', ['remote', 'severe']]] },
      'others-in-the-home': { before: ['possible', 'significant'], measures: [['Homes become areas before anybody analyses, and nothing about a home goes back to a service', 'reduced', ['remote', 'significant']]] },
      'on-the-way': { before: ['possible', 'severe'], measures: [['Files go encrypted over the health and the public services’ own networks, through a gate that takes them from named senders alone', 'reduced', ['remote', 'severe']]] },
      'unauthorised-access': { before: ['possible', 'severe'], measures: [['Named people sign in with two factors; keys and content are in two areas, and nobody may enter both', 'reduced', ['remote', 'severe']], ['Logs are read each month, and a wrong look is told to the council within a day', 'accepted']] },
      'objection-missed': { before: ['possible', 'severe'], measures: [['Every sender leaves out whoever has opted out before an extract leaves: practices, and NHS England in the GP register, by the type 1 opt-out, and each sender by the project’s own and, where it applies, the national one; whoever comes through by mistake is taken out at the haven before it links', 'reduced', ['remote', 'severe']]] },
      surprise: { before: ['probable', 'significant'], measures: [['Notices with a telephone number are in every practice, library, school and Idea Store eight weeks before data moves', 'reduced', ['possible', 'significant']], ['Findings are told at public meetings and in the newsletter', 'accepted']] },
      'power-without-release': { before: ['possible', 'severe'], measures: [['No health record moves before the final letter of support under regulation 5, and none after the day on which support ends', 'reduced', ['remote', 'severe']]] },
      'processor-strays': { before: ['possible', 'significant'], measures: [['The contract binds the linkers and the haven to written instructions, and the council, or an auditor that it names, may audit both', 'reduced', ['remote', 'significant']]] },
      'function-creep': { before: ['possible', 'severe'], measures: [['A list of questions, agreed by the steering group and published, is all that may be asked of the linked records', 'reduced', ['remote', 'severe']], ['Tables leave, records never do; no service gets a person back', 'reduced', ['remote', 'significant']]] },
      labelled: { before: ['possible', 'significant'], measures: [['Findings about areas and groups are shown to people who live there before they are published', 'reduced', ['possible', 'minimal']]] },
      'rights-lost': { before: ['possible', 'significant'], measures: [['Requests are answered in full while names are held; from then on nobody can find a record, and the notice says so', 'reduced', ['possible', 'minimal']]] },
      'out-of-date': { before: ['possible', 'minimal'], measures: [['Every table says from which days its records are', 'reduced', ['remote', 'minimal']]] },
      'who-answers': { before: ['possible', 'significant'], measures: [['The table of stages says who is controller and who is processor at each, and the council’s officer takes every request and complaint first', 'reduced', ['remote', 'significant']]] },
      'the-dead': { before: ['possible', 'significant'], measures: [['Support covers those who have died in the years that are studied; nothing is written to a home, and no count is so small that a family could know', 'reduced', ['remote', 'significant']]] },
    },
    aside: {},
    own: [{
      id: 'own-area', title: 'A street or an estate gets a bad name by what is found about it', cause: 'Maps show illness, anti-social behaviour and low income by small area. A newspaper, an insurer or a landlord may read them otherwise than they are meant.',
      impact: 'People who live there pay more, are offered less, or are ashamed.', before: ['probable', 'significant'], sections: ['purpose', 'linkage', 'rights'],
      measures: [['Published maps show need and the use of services, and never anti-social behaviour or low income beside illness', 'reduced', ['possible', 'significant']], ['The stakeholder council of residents reads what is to be published, and may ask that it is put otherwise', 'reduced', ['possible', 'minimal']]],
    }, {
      id: 'own-leaver', title: 'Someone who left a violent home is in a health and a housing record at once', cause: 'Two services each know part of where a person has gone. Linked, with names still held, they say it whole, for three months.',
      impact: 'Someone who may look, or who breaks in, finds a person who must not be found.', before: ['possible', 'severe'], sections: ['linkage', 'datasets', 'safeguards'],
      measures: [['Nobody whose record is restricted is in a flow before they have been told safely; from then on the sender empties every field that holds their address or shows where they are', 'reduced', ['remote', 'severe']]],
    }],
    actions: [
      { id: 'action-rehearsal', what: 'Link made-up records of 1,000 people in the haven from end to end, and show that no key is left when the clock has run', riskId: 'identifiers-kept', owner: 'Dr Tobias Renner', ownerCode: processorCode, due: addDays(start, -5), isBlocking: true, doneOn: null, proof: '' },
      { id: 'action-notices', what: 'Have the notices up in every practice, library, school and Idea Store', riskId: 'surprise', owner: 'Marcus Oyelaran', ownerCode: councilCode, due: addDays(start, -56), isBlocking: true, doneOn: null, proof: '' },
      { id: 'action-penetration', what: 'Have the haven’s transfer gate tested by somebody outside, and mend what is found', riskId: 'on-the-way', owner: 'Sunita Grewal', ownerCode: havenCode, due: addDays(start, -14), isBlocking: true, doneOn: null, proof: '' },
      { id: 'action-questions', what: 'Publish the list of questions that may be asked of the linked records', riskId: 'function-creep', owner: 'Dr Leila Haddad', ownerCode: councilCode, due: addDays(start, 14), isBlocking: false, doneOn: null, proof: '' },
    ],
    advice: {
      name: 'Eleanor Whitcombe',
      advice: 'The project may go to its advisory groups. I asked whether council tax data says anything about health: it does not, as long as the extract keeps to what the list of fields names, which I have checked. The graver risks last for the three months in which names are held: let the rehearsal with made-up records show that they end by themselves, and hold back every extract until it has. Tell residents when the names are gone. I will look again before the second extract.',
    },
    approval: { measuresBy: 'Rashid Karim, senior information risk owner', residualBy: 'Rashid Karim, senior information risk owner', keptBy: 'Marcus Oyelaran, information governance lead' },
  }
}
