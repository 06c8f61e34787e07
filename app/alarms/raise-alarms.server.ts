import { change } from '#app/audit/change.server.ts'
import { writeStaffMail } from '#app/letters/write-staff-mail.server.ts'
import { readOrganisation } from '#app/organisations/read-organisations.server.ts'
import type { AnyActor, Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { alarmAboutWords } from './alarm-lines.server.ts'
import { ALARM_NEXT_STEPS, ALARM_TITLES } from './alarm.words.ts'
import { addAlarm, listAlarms, type AlarmRecord } from './alarms.store.server.ts'
import type { Judged } from './judge-sources.rules.ts'
import { readSourceGround, type SourceGround } from './judge-sources.server.ts'
import { alarmKey } from './watching.rules.ts'

/** Whoever raises alarms does so for one organisation: a member of its staff, or the portal itself. */
export type Watcher = AnyActor & { readonly organisationCode: string }

/**
 * Looks at the sources of the actor's organisation, raises what stands and is not open already, and writes to those who
 * can act. Answers every alarm ever raised for it, and what was seen. An alarm stays open until someone says what they found, even when it stands no more.
 */
export async function raiseAlarms(
  context: Context<Watcher>, ground?: SourceGround,
): Promise<{ readonly alarms: readonly AlarmRecord[]; readonly judged: Judged; readonly raised: number }> {
  const { runtime, actor, now } = context
  const before = await listAlarms(runtime.db, actor.organisationCode)
  const judged = (ground ?? (await readSourceGround(context))).judge(actor.organisationCode, before)
  const open = new Set(before.filter(({ acknowledgedAt }) => acknowledgedAt === null).map((alarm) => alarm.alarmKey))
  const fresh = judged.alarms.filter((alarm, at) => !open.has(alarmKey(alarm)) && judged.alarms.findIndex((other) => alarmKey(other) === alarmKey(alarm)) === at)
  if (fresh.length === 0) return { alarms: before, judged, raised: 0 }
  const called = (await readOrganisation(runtime.db, actor.organisationCode))?.name ?? actor.organisationCode
  const raised = await change(context, async (tx, record) => {
    const told: { title: string; about: string; nextStep: string }[] = []
    for (const facts of fresh) {
      const id = newId()
      const isNew = await addAlarm(tx, { id, organisationCode: actor.organisationCode, alarmKey: alarmKey(facts), kind: facts.kind, due: facts.due, facts, raisedAt: now })
      if (!isNew) continue
      told.push({ title: ALARM_TITLES[facts.kind], about: alarmAboutWords(facts), nextStep: ALARM_NEXT_STEPS[facts.kind] })
      record({ kind: 'alarm-raised', subject: `alarm:${id}`, data: { kind: facts.kind, about: facts.watched.name, code: facts.watched.code, due: facts.due } })
    }
    if (told.length > 0) {
      await writeStaffMail(runtime, tx, {
        organisationCode: actor.organisationCode, may: 'alarms.act', message: 'alarm-raised', now,
        data: { organisation: called, alarms: told, page: `${runtime.publicUrl}/alarms` },
      })
    }
    return told.length
  })
  return { alarms: await listAlarms(runtime.db, actor.organisationCode), judged, raised }
}
