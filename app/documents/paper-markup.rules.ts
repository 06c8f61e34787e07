import { defaultTreeAdapter, type DefaultTreeAdapterTypes } from 'parse5'

/** A paper's markup as a tree, for what reads it: the drawing of it, and the setting of two versions side by side. */
export type MarkupNode = DefaultTreeAdapterTypes.ChildNode
export type MarkupElement = DefaultTreeAdapterTypes.Element

export const isElement = (node: MarkupNode): node is MarkupElement => defaultTreeAdapter.isElementNode(node)
export const isText = (node: MarkupNode): node is DefaultTreeAdapterTypes.TextNode => defaultTreeAdapter.isTextNode(node)
export const elements = (parent: MarkupElement): MarkupElement[] => parent.childNodes.filter(isElement)
export const attribute = (element: MarkupElement, name: string): string | undefined => element.attrs.find((candidate) => candidate.name === name)?.value
export const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Every element with this tag, however deep, but none inside another of them. */
export function within(parent: MarkupElement, tag: string): MarkupElement[] {
  return elements(parent).flatMap((child) => (child.tagName === tag ? [child] : within(child, tag)))
}
