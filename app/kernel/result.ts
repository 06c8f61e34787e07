/**
 * What an action or a rule gives back. A refusal is a value with a name (`kind`) and plain details;
 * a fault is an exception. Refusals carry no text for people: the words live in each room's `*.words.ts`.
 */
export interface Refusal<K extends string = string> {
  readonly kind: K
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

export type Result<T, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse<K extends string>(
  kind: K,
  details?: Refusal['details'],
): { readonly ok: false; readonly refusal: Refusal<K> } {
  return { ok: false, refusal: details ? { kind, details } : { kind } }
}

/** One thing wrong with what a person or a file gave: which field (dotted path), and what to do about it. */
export interface Problem {
  readonly field: string
  readonly message: string
}
