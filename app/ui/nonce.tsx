import { createContext, useContext } from 'react'

/** The content security policy's nonce: on the server the request's own, in the browser empty (it hides it from scripts). */
export const NonceContext = createContext<string | undefined>(undefined)

export function useNonce(): string | undefined {
  return useContext(NonceContext)
}
