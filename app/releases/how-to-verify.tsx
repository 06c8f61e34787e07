import { HOW_TO_VERIFY_WORDS } from './receipt.words.ts'

/** The commands that verify a receipt on a machine that has Node.js and nothing else. */
export function HowToVerify({ file, publicUrl, entry }: { readonly file: string; readonly publicUrl: string; readonly entry: number | null }) {
  return (
    <>
      <p className="nhsuk-u-reading-width">{HOW_TO_VERIFY_WORDS.intro}</p>
      <pre className="concordat-commands" role="region" tabIndex={0} aria-label={HOW_TO_VERIFY_WORDS.label}>
        {[
          `curl -o jwks.json ${publicUrl}/.well-known/jwks.json`,
          `node verify-receipt.mjs --receipt ${file} --jwks jwks.json --in LIST --out ANSWER`,
        ].join('\n')}
      </pre>
      <p className="nhsuk-u-reading-width">{HOW_TO_VERIFY_WORDS.record}</p>
      <pre className="concordat-commands" role="region" tabIndex={0} aria-label={HOW_TO_VERIFY_WORDS.recordLabel}>
        {[
          `curl -o head.jws ${publicUrl}/.well-known/concordat/heads/newest`,
          `curl -o proof.json '${publicUrl}/.well-known/concordat/inclusion?entry=${entry ?? 'N'}'`,
          `node verify-receipt.mjs --receipt ${file} --jwks jwks.json --head head.jws --proof proof.json`,
        ].join('\n')}
      </pre>
    </>
  )
}
