import { notFound, publicLoader } from '#app/identity/route-wrappers.server.ts'

/** Every address that leads nowhere. */
export const loader = publicLoader(async () => {
  throw notFound()
})

export default function Nowhere() {
  return null
}
