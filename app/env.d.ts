/// <reference types="vite/client" />
import '@remix-run/node'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
  interface AppLoadContext {
    /** Lets this page's own scripts run under the content security policy. */
    readonly nonce: string
    /** Set by an action whose form came back with problems; read by the root's loader in the same request. */
    hasProblems?: boolean
  }
}
