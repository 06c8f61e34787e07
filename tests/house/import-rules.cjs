/** Which way imports go. The picture is in docs/decisions/004-one-boundary-tool.md; each rule was seen to fire on a planted breach. */
const ROOMS = ['work', 'releases', 'search', 'reminders', 'letters', 'national-check', 'alarms', 'boards', 'approvals', 'documents', 'choices', 'involvement', 'projects', 'organisations', 'people', 'identity', 'audit']

/** Rooms from the top down: a room may import those of lower tiers, never a higher one. */
const TIERS = [['work'], ['releases', 'search', 'reminders'], ['letters', 'national-check', 'alarms', 'boards'], ['approvals'], ['documents', 'choices'], ['involvement'], ['projects'], ['organisations', 'people', 'identity'], ['audit'], ['platform'], ['kernel']]

const pointDown = TIERS.slice(1).map((tier, index) => ({
  name: `rooms-point-down-${tier.join('-')}`,
  comment: 'A room imports rooms below it, never above.',
  severity: 'error',
  from: { path: `^app/(?:${tier.join('|')})/` },
  to: { path: `^app/(?:${TIERS.slice(0, index + 1).flat().join('|')})/` },
}))

const PURE = '^app/[^.]+\\.(?:rules|schema|words|operation)\\.ts$'

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'rules-are-pure',
      comment: 'A rule reaches nothing that reads or writes the world, not even through a helper.',
      severity: 'error',
      from: { path: PURE },
      to: { reachable: true, path: '\\.server\\.tsx?$|node_modules/(?:drizzle-orm|postgres|pg|pdfkit|handlebars|lucia|nodemailer|graphile-worker)/' },
    },
    { name: 'rules-do-not-touch-tables', severity: 'error', from: { path: PURE }, to: { path: '^db/' } },
    ...ROOMS.map((room) => ({
      name: `stores-are-private-${room}`,
      comment: 'A room is entered by its actions and readers, never by its store.',
      severity: 'error',
      from: { path: '^(?:app|scripts)/', pathNot: `^app/${room}/` },
      to: { path: `^app/${room}/[^.]+\\.store\\.server\\.ts$` },
    })),
    {
      name: 'only-stores-use-tables',
      severity: 'error',
      from: { path: '^app/', pathNot: '\\.store\\.server\\.ts$|^app/platform/database\\.server\\.ts$|^app/identity/sessions\\.server\\.ts$' },
      to: { path: '^db/schema/' },
    },
    { name: 'routes-do-not-touch-data', severity: 'error', from: { path: '^app/routes/' }, to: { path: '\\.store\\.server\\.ts$|^db/|node_modules/(?:drizzle-orm|postgres|pg)/' } },
    ...pointDown,
    { name: 'ui-knows-no-room', severity: 'error', from: { path: '^app/ui/' }, to: { path: `^app/(?:${ROOMS.join('|')}|routes)/` } },
    { name: 'nobody-imports-routes', severity: 'error', from: { path: '^(?:app|db|scripts)/', pathNot: '^app/(?:root|entry)' }, to: { path: '^app/routes/' } },
    { name: 'app-does-not-import-tests', severity: 'error', from: { path: '^(?:app|db|scripts)/', pathNot: '^scripts/(?:test|bench)\\.ts$' }, to: { path: '^tests/' } },
    { name: 'app-does-not-import-seeds-or-scripts', severity: 'error', from: { path: '^app/' }, to: { path: '^(?:scripts|db/seed)/' } },
    { name: 'lucia-stays-in-identity', severity: 'error', from: { path: '^app/', pathNot: '^app/identity/sessions\\.server\\.ts$' }, to: { path: 'node_modules/(?:lucia|@lucia-auth)/' } },
    { name: 'handlebars-through-one-file', severity: 'error', from: { path: '^(?:app|db|scripts)/', pathNot: '^app/platform/render-template\\.server\\.ts$' }, to: { path: 'node_modules/handlebars/' } },
    { name: 'pdfkit-in-the-pdf-files', severity: 'error', from: { path: '^(?:app|db|scripts)/', pathNot: '^app/(?:documents|letters|platform)/[^/]*pdf[^/]*\\.server\\.ts$' }, to: { path: 'node_modules/(?:pdfkit|fontkit)/' } },
    { name: 'nodemailer-through-one-file', severity: 'error', from: { path: '^app/', pathNot: '^app/letters/[^/]*mail[^/]*\\.server\\.ts$' }, to: { path: 'node_modules/nodemailer/' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:node_modules/(?!drizzle-orm|postgres|pg/|pdfkit|fontkit|handlebars|lucia|@lucia-auth|nodemailer|graphile-worker))|^build/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'] },
  },
}
