/**
 * The options of Remix, read by vite.config.ts. The classic compiler would read this file by itself and quietly make a
 * second build beside ours, so it is stopped here (docs/decisions/001-options-file-with-vite.md).
 */
const command = process.argv[2]
const isRemixCommand = /(?:^|[\\/])remix(?:-dev)?(?:\.js|\.cmd)?$/.test(process.argv[1] ?? '') || /@remix-run[\\/]dev/.test(process.argv[1] ?? '')
if (isRemixCommand && ['build', 'dev', 'watch'].includes(command ?? '')) {
  throw new Error(`Use "remix vite:${command === 'watch' ? 'dev' : command}": the classic compiler would make a second, different build.`)
}

/** @type {import('@remix-run/dev').VitePluginConfig} */
export default {
  appDirectory: 'app',
  ignoredRouteFiles: ['**/*.test.*', '**/*.server.*', '**/.*'],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: false,
  },
}
