import postgres from 'postgres'
import { rotateKeys } from '#app/audit/rotate-keys.server.ts'
import { leftSentence, ROTATION_REFUSAL_WORDS } from '#app/audit/rotate-keys.words.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { connectForScript, runScript } from './connect.ts'

const HELP = `Usage: npm run keys:rotate

Puts everything that is encrypted, or found by a keyed hash, under IDENTIFIER_KEY in place of IDENTIFIER_KEY_PREVIOUS. Portals
go on working meanwhile: they read what is under either key. Stopped anywhere, it may be run again.

Needs the environment of the portal, with both keys, and DATABASE_OWNER_URL where the portal's own login is not the owner.
At the end it looks for what is left under the previous key, and says when that key may be taken away.

Exit code: 0 when nothing is left, 1 when something is or it could not be run.
`

await runScript(async () => {
  const asked = process.argv.slice(2)
  if (asked.includes('--help') || asked.includes('-h')) {
    process.stdout.write(HELP)
    return 0
  }
  if (asked.length > 0) throw new Error(`"${asked[0]}" is not something this command takes: see npm run keys:rotate -- --help`)
  const runtime = await connectForScript()
  const owner = postgres(runtime.env.DATABASE_OWNER_URL ?? runtime.env.DATABASE_URL, { max: 2, onnotice: () => {}, connection: { application_name: 'keys-rotate' } })
  try {
    const showsProgress = process.stderr.isTTY
    const context = { runtime, actor: systemActor('keys-rotate'), now: runtime.clock(), requestId: newId() }
    const rotated = await rotateKeys(context, owner, ({ where, done, total }) => {
      if (showsProgress) process.stderr.write(`\r\x1b[K${where}: ${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`)
    })
    if (showsProgress) process.stderr.write('\r\x1b[K')
    if (!rotated.ok) throw new Error(ROTATION_REFUSAL_WORDS[rotated.refusal.kind])
    const { values, left } = rotated.value
    process.stdout.write(`Put ${values.toLocaleString('en-GB')} values under the new key.\n`)
    if (left.length === 0) {
      process.stdout.write('Nothing is left under the previous key. IDENTIFIER_KEY_PREVIOUS may be taken away.\n')
      return 0
    }
    process.stderr.write(`Keep IDENTIFIER_KEY_PREVIOUS. Left under it:\n${left.map((each) => `- ${leftSentence(each)}\n`).join('')}`)
    return 1
  } finally {
    await owner.end({ timeout: 5 })
    await runtime.connections.close()
  }
})
