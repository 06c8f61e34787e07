/** The id of a field's first control, by the field's name; error links lead to it. */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^A-Za-z0-9]+/g, '-')}`
}
