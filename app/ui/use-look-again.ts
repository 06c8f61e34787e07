import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

/** Reads the page's data again every few seconds while `isGoingOn`. Without JavaScript there is the `LookAgain` link. */
export function useLookAgain(isGoingOn: boolean, everyMs = 1500): void {
  const revalidator = useRevalidator()
  useEffect(() => {
    if (!isGoingOn) return undefined
    const timer = setInterval(() => {
      if (revalidator.state === 'idle') revalidator.revalidate()
    }, everyMs)
    return () => clearInterval(timer)
  }, [isGoingOn, everyMs, revalidator])
}
