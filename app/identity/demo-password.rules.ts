/** The password of every account in the demo world. The demo world refuses to load in production. */
export const DEMO_PASSWORD = 'two rings that hold'
