import type { PreflightRule } from '#app/documents/preflight-finding.rules.ts'

/**
 * Sentences as people write them, which no rule quotes whole. A path of `datasets[].fields[]` is a new
 * field of the first dataset: its heading, and the kind that is claimed for it.
 */
export interface PlantedSentences<Rule = PreflightRule | null> { readonly rule: Rule; readonly path: string; readonly texts: readonly string[] }

/** Each is a defect that a reviewer would return. */
export const FAULTY_SENTENCES: readonly PlantedSentences<PreflightRule>[] = [
  { rule: 'power-missing', path: 'flows[].legalPower', texts: [
    'N/A', 'Awaiting advice from legal services', 'Not applicable', '?', 'Unknown', 'There is none', 'Consent', 'We have always shared it', 'Legal team to advise', 'Public task',
    'Patient agreement', 'NA',
  ] },
  { rule: 'retention-vague', path: 'safeguards.retentionEnd', texts: [
    'the data is reviewed and kept if still useful', 'it is kept until the project ends or longer if required', 'data will be retained permanently', 'it is kept for a reasonable period',
    'it is kept forever', 'the data is held as required by law', 'it is kept while the service needs it', 'the board will decide how long it stays', 'records are archived with no end date',
    'it stays on file until it has served its purpose',
  ] },
  { rule: 'retention-vague', path: 'processing[].atEnd', texts: [
    'Data is kept for the foreseeable future.', 'Deleted when no longer required.', 'Kept in line with the NHS Records Management Code of Practice.',
    'Data is removed once its purpose has been fulfilled.', 'Will be disposed of at an appropriate time.',
  ] },
  { rule: 'recipient-unnamed', path: 'flows[].use', texts: [
    'Shares results with other organisations as appropriate.', 'Gives the list to various charities.', 'Passes it to external partners for follow-up.', 'Sends it to anyone who needs it.',
    'Shares it with other public bodies.', 'Makes it available to approved users.', 'Sends it to the police and others.', 'Shares findings with interested parties.',
    'Passed on to commercial partners.', 'Available to all partners.', 'Sends it to a supplier who will be appointed.', 'Goes to the relevant teams and providers across the system.',
  ] },
  { rule: 'old-name', path: 'purpose.benefits', texts: [
    'The primary care trust will plan better.', 'The PCT gains.', 'Health Education England trains staff.', 'HSCIC publishes the figures.', 'NHSX sets the rules.',
    'The Health and Social Care Information Centre publishes it.', 'Monitor and the NHS Trust Development Authority will use the tables.', 'The strategic health authority plans.',
    'Our sustainability and transformation partnership plans.', 'CCGs will commission better.', 'Results go to PHE and the CCG.', 'NHS England and Improvement will fund it.',
    'NHSD holds the extract.', 'The Department of Health asked for it.', 'NHSEI will plan.',
  ] },
  { rule: 'old-name', path: 'flows[].legalPower', texts: [
    'Section 60 of the Health and Social Care Act 2001', 'Data Protection Act 1984', 'the General Data Protection Regulation (EU) 2016/679', 'DPA98 schedule 3',
  ] },
  { rule: 'old-name', path: 'flows[].confidentialityWhy', texts: [
    'The PIAG agreed to it.', 'The National Information Governance Board agreed.', 'DAAG approved it.', 'The data was approved by IGARD in March.',
  ] },
  { rule: 'jargon', path: 'purpose.plainSummary', texts: [
    'using de-identified data from your record', 'sharing primary and secondary care data', 'using a data processor to link up your records',
    'sending data via an API to our data warehouse', 'doing a multi-agency holistic needs assessment', 'checking SUS data on elective admissions', 'looking at UPRN linked data',
    'improving health outcomes through population health management', 'using special category data under our privacy policy', 'leveraging integrated care pathways',
    'looking at anonymised activity data by GP federation', 'using your data for secondary analysis', 'identifying high intensity users of unscheduled care',
    'using a trusted research environment', 'matching data using a hashed NHS number', 'working with commissioners and providers on service delivery',
    'sharing data under an information sharing protocol',
  ] },
  { rule: 'placeholder', path: 'purpose.benefits', texts: [
    'Benefits to follow.', 'Lorem ipsum dolor sit amet', '<name of benefit>', 'As above', 'Please complete', '{{benefits}}', 'TBA', 'Still to be agreed', 'test', 'asdf', 'TODO', '...',
    '[insert]', 'More to come', 'To be written', 'XX% fewer visits', '(name of charity)', 'See email from Jo', 'Copy from last year', '#REF!',
  ] },
  { rule: 'reason-missing', path: 'datasets[].fields[].why', texts: [
    'Required', 'Nice to have', 'As needed', 'Analysis', 'For the project', 'Might be useful later', 'Because we have it', 'It may be useful in future', 'Requested by the analyst',
    'Essential for the project', 'Useful information',
  ] },
  { rule: 'placeholder', path: 'datasets[].fields[].why', texts: [
    'Same as above',
  ] },
  { rule: 'silence-as-consent', path: 'flows[].confidentialityWhy', texts: [
    'Patients who do not respond will be treated as having agreed.', 'We rely on implied consent where no objection is received.', 'Unless people object we assume they consent.',
    'Non-response is acceptance.', 'Those who have not opted out have consented.', 'Consent is presumed if we hear nothing.',
    'If no opt-out form comes back, the patient has given permission.', 'Anyone who stays silent is counted as agreeing.', 'Consent is obtained by default, with a right to opt out.',
    'We operate opt-out consent.', 'Those who do not send back the slip have agreed to take part.',
  ] },
  { rule: 'confidence-as-consent', path: 'flows[].confidentialityWhy', texts: [
    'The CAG approval replaces GDPR consent under Article 6(1)(a).', 'Support under section 251 is a form of consent.', 'Our s251 approval means we have consent.',
    'Patients consent by way of section 251.',
  ] },
  { rule: 'opt-out-overstated', path: 'purpose.benefits', texts: [
    'If you opt out your GP cannot treat you as well.', 'Opting out stops all sharing of your record, even for care.', 'People who opt out have their past data deleted.',
    'An opt-out erases everything.', 'Opted-out patients may receive worse care.', 'When someone opts out we wipe their record from all systems.',
    'Opting out means nobody can see your record.',
  ] },
  { rule: 'unsafe-transport', path: 'flows[].transport', texts: [
    'Emailed as an attachment', 'On a CD by courier', 'Over FTP', 'By Dropbox link', 'Over HTTP', 'By WhatsApp', 'Memory stick taken by hand', 'Read out over the telephone',
    'Sent by recorded delivery on paper', 'Attached to an email', 'Shared Google Sheet', 'Password-protected zip by e-mail', 'Teams chat', 'USB',
  ] },
  { rule: 'identifier-not-said', path: 'datasets[].fields[]', texts: [
    'forename|coded', 'DOB|coded', 'nhsno|coded', 'mobile_phone|coded', 'full_address|other', 'ni_number|coded', 'PatientName|other', 'post_code|coded', 'hospital_number|other',
    'Patient Surname|coded', 'nhs number|other', 'DateOfBirth|coded', 'tel_no|coded', 'house_number|coded', 'email1|coded',
  ] },
  { rule: 'retention-against-processor', path: 'processing[].atEnd', texts: [
    'Back-ups are kept for twenty-five years.', 'Logs and data stay for 30 years after the end.', 'Everything is archived for 40 years.',
  ] },
  { rule: 'recipient-unnamed', path: 'parties[].does', texts: [
    'pass names to voluntary groups in the area',
  ] },
  { rule: 'old-name', path: 'safeguards.securityMeasures', texts: [
    'Sent over N3 to the safe haven',
  ] },
  { rule: 'retention-against-processor', path: 'processing[].duration', texts: [
    'The processor may keep it for a period of 360 months',
  ] },
  { rule: 'power-missing', path: 'flows[].legalPower', texts: [
    'Legal basis being checked', 'Explicit consent of the patient', 'General powers',
  ] },
  { rule: 'retention-vague', path: 'safeguards.retentionEnd', texts: [
    'we keep it as long as we need to', 'data is kept under the NHS retention schedule', 'it will be kept for audit purposes until no longer necessary',
  ] },
  { rule: 'retention-vague', path: 'processing[].atEnd', texts: [
    'Stored for an unspecified time.', 'Data will be deleted at the end of its useful life.',
  ] },
  { rule: 'recipient-unnamed', path: 'flows[].use', texts: [
    'Shared with partner agencies as needed.', 'Results go to local charities.', 'The list is passed to other departments.', 'Used by authorised third parties for analysis.',
    'Shared across the system with all relevant organisations.',
  ] },
  { rule: 'old-name', path: 'purpose.benefits', texts: [
    'Oldham CCG will save money.', 'Public Health England will publish this.',
  ] },
  { rule: 'old-name', path: 'flows[].confidentialityWhy', texts: [
    'NHS Digital has approved the release.', 'Subject to IGARD approval.', 'Approved under section 60 of the Health and Social Care Act 2001.',
  ] },
  { rule: 'old-name', path: 'flows[].legalPower', texts: [
    'Data Protection Act 1998 and the Human Rights Act',
  ] },
  { rule: 'old-name', path: 'safeguards.securityMeasures', texts: [
    'All parties complete the IG Toolkit each year',
  ] },
  { rule: 'jargon', path: 'purpose.plainSummary', texts: [
    'using pseudonymised data to do risk stratification', 'linking datasets held by data controllers', 'commissioning integrated pathways for a patient cohort',
    'sharing aggregated, de-identified extracts', 'enabling service transformation through data-driven insight',
  ] },
  { rule: 'placeholder', path: 'purpose.benefits', texts: [
    'TBC with the practice', '[add benefits]', 'Insert benefits here', 'To be confirmed', 'XXXX',
  ] },
  { rule: 'reason-missing', path: 'datasets[].fields[].why', texts: [
    'Needed for the study', 'Useful to have', 'For reporting', 'Requested',
  ] },
  { rule: 'silence-as-consent', path: 'flows[].confidentialityWhy', texts: [
    'If we do not hear from you we will take it that you agree.', 'Patients who do not object are treated as consenting.', 'No objection within 28 days means consent.',
    'People who have not opted out have given consent.',
  ] },
  { rule: 'confidence-as-consent', path: 'flows[].confidentialityWhy', texts: [
    'Section 251 gives us consent to use the records.',
  ] },
  { rule: 'opt-out-overstated', path: 'purpose.benefits', texts: [
    'If you opt out, it may affect your treatment.', 'Opting out will delete your records.',
  ] },
  { rule: 'unsafe-transport', path: 'flows[].transport', texts: [
    'By email', 'Posted on a USB stick', 'Spreadsheet sent to the analyst', 'Faxed weekly',
  ] },
  { rule: 'identifier-not-said', path: 'datasets[].fields[]', texts: [
    'patient_nhs_number|coded', 'First Name|other', 'home_postcode|coded', 'mobile|coded',
  ] },
]

/** Each is right as it stands, though it speaks of the same things: a finding about it is a false one. */
export const SOUND_SENTENCES: readonly PlantedSentences<null>[] = [
  { rule: null, path: 'flows[].legalPower', texts: [
    'National Health Service Act 2006, section 82; Care Act 2014, section 3', 'Health and Social Care Act 2012, section 251B (the duty to share information for care)',
    'UK GDPR and Data Protection Act 2018; Localism Act 2011, section 1', 'Crime and Disorder Act 1998, section 115',
    'Regulation 3 of the Health Service (Control of Patient Information) Regulations 2002', 'Homelessness: Housing Act 1996, section 213B', 'The common law powers of the Crown',
  ] },
  { rule: null, path: 'safeguards.retentionEnd', texts: [
    'the data is deleted within 30 days of the end of the agreement, no longer', 'the file is wiped and a certificate of destruction is sent to the council',
    'each extract is destroyed once the next one is in place, and the last one 3 months after the end date', 'it is deleted on the first working day of the next month',
    'the lists are never kept longer than this, and a certificate follows within 5 days',
    'data that is not needed for the evaluation has been deleted at month 3; the rest is destroyed at this point',
  ] },
  { rule: null, path: 'processing[].atEnd', texts: [
    'Deletes everything within 30 days, back-ups within 90, and certifies it.', 'No copy is kept; the supplier sends proof within ten working days.',
    'Returned to the council and not kept, even in back-ups, after 30 days.',
  ] },
  { rule: null, path: 'flows[].use', texts: [
    'The social work team of the council reads the list to find who may need help.', 'Passes the tables to the director of public health of the council.',
    'Third-party software is patched before the list is opened.', 'Writes to each person on the list and to nobody else.', 'Nothing is passed to third parties.',
    'Only the two named analysts may open it, and it goes to no other organisation.', 'The council’s housing team writes to each household and offers a visit.',
    'Compared with the same months of earlier years to see whether falls went down.', 'People who need help with heating are phoned by the team.',
  ] },
  { rule: null, path: 'purpose.benefits', texts: [
    'People get help before a crisis, and fewer are admitted to hospital.', 'Fewer falls among people over 65 (about 200 a year in the borough).',
    'The council monitors how many homes are damp, and the digital team of the NHS trust reads the counts.',
    'Since 2013 the former primary care trust has been gone; NHS England holds its records.', 'Test results reach the surgery a day sooner.', 'An opt-out does not affect care.',
    'People who opt out are left out of the next file; what was shared before stays shared.', 'Children with asthma miss fewer days of school.',
    'The council can tell whether the scheme is worth its cost, and stop it if not.', 'About 40 people a year avoid a stay in hospital (see the pilot of 2024).',
    'It replaces the reports that the clinical commissioning group once made.', 'Surgeries save about two hours a week of typing.', 'Fewer letters are sent that nobody needs.',
    'People who opt out get the same care as everyone else.', 'If someone opts out later, their row is left out of the next file.',
    'Those who opted out were asked why, and their reasons changed the letter.', 'Test strips are ordered in time.',
  ] },
  { rule: null, path: 'flows[].confidentialityWhy', texts: [
    'Nobody’s silence is taken as consent: who does not reply is written to again.', 'The person is told and asked in each conversation, and can say no; the sharing is for their own care.',
    'Section 251 support is not consent under UK GDPR; the basis is public task.', 'A person who does not reply has made no choice.',
    'Support under regulation 5 lifts the duty; it is no consent.', 'Each person is asked at the visit and agrees or does not; who does not is not on the list.',
    'The Confidentiality Advisory Group advised support, reference 25/CAG/0001, since asking 90,000 people for consent is not practicable.',
    'Support was asked for because seeking consent is impracticable.', 'The person would expect it: those who look after them share what is needed for that.',
    'A letter that is not answered is no agreement, so nobody is listed without a signed form.', 'Only people who said yes on the form are in the file; no answer means no.',
    'Opting out is always possible and needs no reason.',
  ] },
  { rule: null, path: 'purpose.plainSummary', texts: [
    'working with the council to find out who may need help at home', 'finding out whether living near a park keeps children well',
    'helping GP surgeries and the hospital plan beds for the winter', 'checking that people with asthma have dry homes', 'helping people who come out of hospital to get back on their feet',
    'finding homes that are too cold, so that the council can offer help', 'checking that people get their diabetes tests each year', 'planning school nurses where most children need them',
  ] },
  { rule: null, path: 'flows[].transport', texts: [
    'Over secure file transfer (SFTP), encrypted', 'By NHSmail to a secure address', 'Through MESH, the NHS’s messaging service', 'Encrypted e-mail between gov.uk and nhs.net addresses',
    'Over HTTPS to the haven, with a key that both hold', 'On an encrypted drive carried by two members of staff', 'Not by fax or e-mail: through the haven’s own upload page',
    'Secure file transfer to the haven, with keys exchanged beforehand', 'Inside the shared care record, where it stays', 'From one nhs.net mailbox to another, encrypted',
    'Nothing is sent: the analyst goes to the surgery', 'On paper, handed over in a sealed bag and signed for', 'By e-mail that is encrypted end to end',
  ] },
  { rule: null, path: 'datasets[].fields[].why', texts: [
    'To match the person across the two files', 'Tells whether a person lives alone', 'So that the letter reaches the right house', 'To see whether asthma gets worse in damp homes',
    'To tell twins apart', 'Needed to send the letter to the right house', 'Research question 2 compares age groups', 'Shows who has two conditions or more',
  ] },
  { rule: null, path: 'safeguards.breach', texts: [
    'The council tells the practice within 24 hours, and the Information Commissioner within 72 where the law asks.', 'Whoever finds it tells the other the same day.',
  ] },
  { rule: null, path: 'datasets[].fields[]', texts: [
    'age_band|coded', 'admission_date|other', 'diagnosis_code|coded', 'surgery_name|other', 'practice_code|coded', 'ward_name|other', 'lsoa|coded', 'drug_name|coded', 'study_number|coded',
    'hospital_name|other', 'number_of_children|other', 'name_of_scheme|coded', 'home_type|coded', 'phone_calls|coded', 'address_type|coded', 'date_of_visit|coded', 'email_consent|coded',
    'number_of_visits|coded',
  ] },
  { rule: null, path: 'processing[].duration', texts: [
    'Twelve months from 1 April 2026, and not beyond.',
  ] },
  { rule: null, path: 'parties[].does', texts: [
    'answer for its own records and those of nobody else', 'print the letters and destroy the address file the same day',
  ] },
  { rule: null, path: 'tellingPeople.notShared', texts: [
    'anything about you by name',
  ] },
  { rule: null, path: 'consent.statements', texts: [
    'I may stop at any time and need not say why.',
  ] },
  { rule: null, path: 'people.concerns', texts: [
    'Some feared that opting out would affect their care.',
  ] },
  { rule: null, path: 'section251.whyNoConsent', texts: ['Ninety thousand people would have to be written to, and many have moved.', 'It would be too much to do in the time.'] },
  { rule: null, path: 'tellingPeople.notShared', texts: [
    'your name or address with anyone who studies the records', 'your telephone number to anybody but the surgery', 'anything that you have told a nurse', 'what you earn or owe',
  ] },
  { rule: null, path: 'flows[].legalPower', texts: [
    'Local Government Act 1972, section 111', 'Children Act 1989, section 47, subsections 9 to 11',
  ] },
  { rule: null, path: 'safeguards.retentionEnd', texts: [
    'all copies are destroyed within one month and both parties are told', 'the council deletes the list the day after the last visit',
  ] },
  { rule: null, path: 'processing[].atEnd', texts: [
    'Everything is returned or wiped within 20 working days.',
  ] },
  { rule: null, path: 'flows[].use', texts: [
    'The housing team checks which homes need repair and writes to the tenants.', 'The hospital’s ward staff see it on the day the person comes in.',
    'Goes to the named analyst of the council and to no third party.',
  ] },
  { rule: null, path: 'purpose.benefits', texts: [
    'Fewer people wait for a care package.', 'The integrated care board and the council plan together.', 'NHS England can see whether the money was well spent.',
    'It may change how winter is planned.', 'Homes with a cold score of 4 or more are visited first [see figure 2 of the pilot report].',
  ] },
  { rule: null, path: 'flows[].confidentialityWhy', texts: [
    'People give their explicit consent on a form, after a talk with the nurse.',
    'The public interest outweighs confidence in each case, which the Caldicott Guardian decides and writes down.',
    'Section 251 support, since consent could not be asked of people who have died.', 'The patient agreed in the surgery; those who did not are not on the list.',
  ] },
  { rule: null, path: 'purpose.plainSummary', texts: [
    'asking people who fell at home what would have helped', 'finding out why some children miss their jabs',
  ] },
  { rule: null, path: 'flows[].transport', texts: [
    'Looked up on screen in the shared care record, nothing is copied', 'Secure e-mail (NHSmail to NHSmail)', 'Uploaded to the council’s portal over TLS',
  ] },
  { rule: null, path: 'datasets[].fields[].why', texts: [
    'Decides who is offered a visit first', 'To send letters', 'Counts by ward',
  ] },
  { rule: null, path: 'datasets[].fields[]', texts: [
    'name_of_practice|coded', 'email_opt_in|coded', 'first_contact_date|coded',
  ] },
  { rule: null, path: 'tellingPeople.notShared', texts: [
    'your bank details',
  ] },
  { rule: null, path: 'safeguards.breach', texts: [
    'Both tell each other within one working day and write down what was done.',
  ] },
]
