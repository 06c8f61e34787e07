import { RowBoxes } from '#app/projects/row-boxes.tsx'
import { DateField, RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { EVENT_KINDS, EVENT_STATES, PAYMENTS, POINT_ANSWERS, TAKING_PART } from './event.rules.ts'
import { BLANK_GROUP, BLANK_POINT } from './involvement.schema.ts'
import { EVENT_KIND_WORDS, EVENT_STATE_WORDS, PAYMENT_WORDS, POINT_ANSWER_WORDS, TAKING_PART_WORDS } from './involvement.words.ts'
import { LINKED_FACTS } from './linked-facts.words.ts'

const NOBODY_NAMED = 'Do not name anybody. Say what people do or whom they speak for.'

/** The boxes of one event, new or corrected. */
export function EventFields() {
  return (
    <>
      <RadiosField name="state" label="Was it held, or is it planned?" options={EVENT_STATES.map((value) => ({ value, ...EVENT_STATE_WORDS[value] }))} />
      <DateField name="day" label="On which day?" hint="For example, 27 3 2026. For a survey, the day on which it closed" />
      <SelectField name="kind" label="How were people asked?" prompt="Select a way" options={EVENT_KINDS.map((value) => ({ value, label: EVENT_KIND_WORDS[value] }))} />
      <TextField name="place" label="Where, or through what?" hint="Such as “the town hall”, “a video call” or “a paper form in surgeries”" />
      <TextareaField name="shown" label="What was shown, and what was asked?" rows={4} />
      <RowBoxes name="groups" title="Who took part" one="group" blank={BLANK_GROUP} first="who" intro={`Add each group and how many of it there were. ${NOBODY_NAMED} In papers a group of fewer than 5 is shown as “fewer than 5”.`}>
        {(at) => (
          <>
            <TextField name={`${at}.who`} label="Which group?" hint="Such as “carers” or “the patient participation group”" />
            <SelectField name={`${at}.as`} label="As whom?" prompt="Select one" options={TAKING_PART.map((value) => ({ value, label: TAKING_PART_WORDS[value] }))} />
            <TextField name={`${at}.people`} label="How many?" width={5} inputMode="numeric" />
          </>
        )}
      </RowBoxes>
      <RadiosField name="payment" label="Were people paid?" options={PAYMENTS.map((value) => ({ value, label: PAYMENT_WORDS[value] }))} inline />
      <TextField name="costPounds" label="What did it cost, in whole pounds?" hint="Leave this empty if you do not know" width={10} inputMode="numeric" />
      <RowBoxes name="points" title="What people said" one="point" blank={BLANK_POINT} first="said" intro={`Add each thing that was said, those against as well as those for, and what came of it. ${NOBODY_NAMED}`}>
        {(at) => (
          <div className="concordat-row__whole">
            <TextareaField name={`${at}.said`} label="What was said?" rows={4} />
            <AnswerFields at={`${at}.`} />
          </div>
        )}
      </RowBoxes>
      <TextareaField name="lesson" label="What would you do differently the next time?" hint="It stands in the report under what was learnt. Leave this empty if there is nothing" rows={3} />
    </>
  )
}

/** What came of one point. `at` is what stands before the names of its boxes. */
export function AnswerFields({ at }: { readonly at: string }) {
  return (
    <>
      <SelectField name={`${at}answer`} label="What came of it?" prompt="Select one" options={POINT_ANSWERS.map((value) => ({ value, label: POINT_ANSWER_WORDS[value].label }))} />
      <TextareaField name={`${at}what`} label="What changed, or why did nothing?" hint="If it is not answered yet, what is being done, or nothing" rows={3} />
      <SelectField name={`${at}fact`} label="Which fact changed, if one did?" prompt="None" options={Object.entries(LINKED_FACTS).map(([value, label]) => ({ value, label }))} />
      <TextField name={`${at}paper`} label="Which part of a paper changed, if one did?" hint="Such as “privacy notice, part 3”" />
    </>
  )
}
