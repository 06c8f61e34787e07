import { z } from 'zod'
import { oneOfList } from '#app/kernel/fields.ts'
import { TAKE_BACK_REASONS_GIVEN } from './take-back.rules.ts'

export const takeBackSchema = z.object({ reason: oneOfList(TAKE_BACK_REASONS_GIVEN, 'why the choice is wrong') })
