import { useEffect } from 'react'
import { useWatch } from 'react-hook-form'
import { DOCUMENT_KINDS } from '#app/documents/document.rules.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { OFFICER_POSTS, type OfficerPost } from '#app/projects/further-facts.rules.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { CheckboxesField, RadiosField, SelectField, TextField } from '#app/ui/fields.tsx'
import { KeptField, SubmitButton } from '#app/ui/form.tsx'
import { Details } from '#app/ui/furniture.tsx'
import { MOST_STAGES, STAGE_DAYS } from './approval-route.rules.ts'

const POSTS = OFFICER_POSTS.map((post) => ({ value: post, label: OFFICER_POST_WORDS[post] }))
const PAPERS = DOCUMENT_KINDS.map((kind) => ({ value: kind, label: DOCUMENT_KIND_WORDS[kind] }))
const ACTS = [{ value: 'advises', label: 'Advise: they are heard' }, { value: 'decides', label: 'Decide: they have to agree' }] as const

/** A row as it was typed. */
export interface StageRow {
  readonly id: string
  readonly post: string
  readonly hasPapers: boolean
}

/** "Stage 2: Caldicott Guardian", by what its box says now. */
function StageName({ index, post }: { readonly index: number; readonly post: string }) {
  const now = useWatch({ name: `stages.${index}.post`, defaultValue: post }) as string
  return <>Stage {index + 1}{now in OFFICER_POST_WORDS ? `: ${OFFICER_POST_WORDS[now as OfficerPost]}` : ''}</>
}

/** The boxes of every stage. Its buttons ask the server for one stage more, less, or in another place, so that they work without JavaScript. */
export function StageBoxes({ rows }: { readonly rows: readonly StageRow[] }) {
  return (
    <>
      {rows.map((row, index) => {
        const at = `stages.${index}`
        const others = rows.map((other, place) => ({ ...other, place })).filter(({ id }) => id !== row.id)
        const hidden = <span className="nhsuk-u-visually-hidden"> stage {index + 1}</span>
        return (
          <fieldset className="nhsuk-fieldset concordat-row" key={row.id} id={`stage-row-${index + 1}`} tabIndex={-1}>
            <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m"><StageName index={index} post={row.post} /></legend>
            <KeptField name={`${at}.id`} />
            <div className="concordat-row__boxes">
              <SelectField name={`${at}.post`} label="Whose stage is it?" options={POSTS} prompt="Select an officer" />
              <RadiosField name={`${at}.act`} label="What do they do?" options={ACTS} />
              <TextField name={`${at}.howMany`} label="How many of them have to act?" width={2} inputMode="numeric" />
              <TextField name={`${at}.days`} label="In how many days?" hint={`Calendar days, up to ${STAGE_DAYS.most}`} width={2} inputMode="numeric" />
            </div>
            {others.length > 0 ? (
              <CheckboxesField name={`${at}.after`} label="After which stages?" hint="Leave all empty for a stage that begins at once"
                options={others.map(({ id, post, place }) => ({ value: id, label: <StageName index={place} post={post} /> }))} />
            ) : null}
            <Details summary="Other papers that they must have seen" open={row.hasPapers}>
              <div className="concordat-two">
                <CheckboxesField name={`${at}.mustSee`} label="Which?" hint="Beside those that are decided on, which they must always have had open. A paper that a project does not ask for is left out there" options={PAPERS} />
              </div>
            </Details>
            <div className="nhsuk-button-group">
              {index > 0 ? <SubmitButton name="row" value={`up-${index}`} secondary noValidate>Move up{hidden}</SubmitButton> : null}
              {index < rows.length - 1 ? <SubmitButton name="row" value={`down-${index}`} secondary noValidate>Move down{hidden}</SubmitButton> : null}
              {rows.length > 1 ? <SubmitButton name="row" value={`remove-${index}`} secondary noValidate>Remove{hidden}</SubmitButton> : null}
            </div>
          </fieldset>
        )
      })}
      {rows.length < MOST_STAGES ? <SubmitButton name="row" value="add" secondary noValidate>Add a stage</SubmitButton> : <p>A route has at most {MOST_STAGES} stages.</p>}
    </>
  )
}

/** Takes the focus to a part of the page once it is there. */
export function FocusOn({ id }: { readonly id: string | null }) {
  useEffect(() => {
    if (id !== null) document.getElementById(id)?.focus()
  }, [id])
  return null
}
