/** The form that a request brought, or null when it is larger than `most` bytes; empty when it is no form. */
export async function readFormUpTo(request: Request, most: number): Promise<FormData | null> {
  const bytes = await readUpTo(request, most)
  return bytes && new Response(bytes as BodyInit, { headers: { 'Content-Type': request.headers.get('Content-Type') ?? '' } }).formData().catch(() => new FormData())
}

/**
 * The body of a request, or null when it is larger than `most` bytes. Never holds more than that. What is beyond is read and
 * thrown away, so that the sender hears why, up to 64 times as much; then it throws 413.
 */
async function readUpTo(request: Request, most: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    size += piece.value.length
    if (size <= most) pieces.push(piece.value)
    else if (size > 64 * most) throw new Response('Far too large', { status: 413 })
  }
  return size > most ? null : Buffer.concat(pieces)
}
