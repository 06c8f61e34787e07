import { SCAN_LINK } from './scan.words.ts'

/** The scans of a reply, each as a link that opens it. They are files, so the browser asks for them whole. */
export function ScanLinks({ campaignRef, scans }: { readonly campaignRef: string; readonly scans: readonly string[] }) {
  return (
    <>
      {scans.map((fileId, index) => (
        <span key={fileId}>{index > 0 ? ', ' : ''}<a href={`/practice/campaigns/${campaignRef}/replies/scans/${fileId}`}>{SCAN_LINK}{scans.length > 1 ? ` ${index + 1}` : ''}</a></span>
      ))}
    </>
  )
}
