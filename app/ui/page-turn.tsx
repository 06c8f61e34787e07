import { useLocation } from '@remix-run/react'
import { useEffect } from 'react'

/** The path of the page that was drawn last. It lives as long as the document, past a frame that is drawn anew for an error. */
let drawnPath: string | null = null
let focusedBefore: Element | null = null

/**
 * What a browser does by itself when it opens a page, for a page that is drawn by scripts in the place of another: the
 * focus goes to the part that the address names, else to the page's heading, so that a screen reader says which page it is
 * and the next Tab goes on from there (WCAG 2.2, 2.4.3 and 4.1.3). A part of the new page that took the focus itself, such
 * as a list of problems, keeps it; so do a change of filter and the first page. It has to be the last thing in the frame,
 * because the effects of what stands before it run first.
 *
 * `data-page` on the root says which address the page that can be seen belongs to, for scripts and tests: the address bar
 * changes a moment before the page does, and a page that came from the server cannot be worked before its scripts have begun.
 */
export function PageTurn() {
  const location = useLocation()
  useEffect(() => {
    const { pathname, search } = new URL(`${location.pathname}${location.search}`, window.location.origin)
    if (drawnPath !== null && drawnPath !== pathname && !hasTakenFocus()) takeFocus(location.hash)
    drawnPath = pathname
    document.documentElement.dataset.page = `${pathname}${search}`
    return () => { focusedBefore = document.activeElement }
  }, [location])
  return null
}

/** Whether something in the new page has the focus that did not have it in the old one. */
function hasTakenFocus(): boolean {
  const focused = document.activeElement
  return focused !== focusedBefore && Boolean(focused?.closest('main'))
}

/** The page is scrolled already: to its top, to the part that the address names, or to where it was left. */
function takeFocus(hash: string): void {
  const place = (hash && document.getElementById(hash.slice(1))) || document.querySelector<HTMLElement>('main h1') || document.querySelector('main')
  if (place) focusOn(place)
}

/** What cannot be reached by Tab takes the focus once, and cannot be clicked into it afterwards. */
function focusOn(place: HTMLElement): void {
  place.focus({ preventScroll: true })
  if (document.activeElement === place) return
  place.tabIndex = -1
  place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  place.focus({ preventScroll: true })
}
