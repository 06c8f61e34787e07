import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compile } from 'sass'

/** Makes `app/styles/generated.css` and copies the typeface into `public/assets/fonts`. */
export function buildStyles(root = process.cwd()): void {
  const { css } = compile(path.join(root, 'app/styles/concordat.scss'), { style: 'compressed', quietDeps: true, silenceDeprecations: ['import', 'global-builtin'] })
  writeFileSync(path.join(root, 'app/styles/generated.css'), css)
  cpSync(path.join(root, 'node_modules/nhsuk-frontend/dist/nhsuk/assets/images'), path.join(root, 'public/assets/images'), {
    recursive: true,
    // The logo, its favicons and its open graph picture are the NHS's own: only the components' icons are ours to use.
filter: (source) => !path.extname(source) || /nhsuk-icon-(?!mask)[a-z-]+\.svg$/.test(source),
  })
  const fonts = path.join(root, 'public/assets/fonts')
  mkdirSync(fonts, { recursive: true })
  for (const weight of ['400', '600']) {
    for (const script of ['latin', 'latin-ext']) {
      const file = `atkinson-hyperlegible-next-${script}-${weight}-normal.woff2`
      cpSync(path.join(root, 'node_modules/@fontsource/atkinson-hyperlegible-next/files', file), path.join(fonts, file))
    }
  }
}
