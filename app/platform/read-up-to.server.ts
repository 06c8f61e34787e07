/**
 * The body of a request, or null when it is larger than `most` bytes. Never holds more than that. What is beyond is read and
 * thrown away, so that the sender hears why, up to 64 times as much; then it throws 413.
 */
export async function readUpTo(request: Request, most: number): Promise<Uint8Array | null> {
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
