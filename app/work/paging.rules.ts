/** A page of a list by the number that an address asks for: the last one for a number beyond it, the first for what is none. */
export function pageOf<T>(all: readonly T[], asked: string | null, size: number): { readonly page: number; readonly pages: number; readonly shown: readonly T[] } {
  const pages = Math.max(1, Math.ceil(all.length / size))
  const page = Math.min(pages, /^[1-9]\d{0,3}$/.test(asked ?? '') ? Number(asked) : 1)
  return { page, pages, shown: all.slice((page - 1) * size, page * size) }
}
