import { type Component, createRenderer } from 'vue';

/** An element as a plain object. */
export interface Box {
  text: string;
  /** Everything it was given, its listeners among it. */
  readonly props: Record<string, unknown>;
  readonly children: Box[];
  parent: Box | null;
}

export function boxOf(text = ''): Box {
  return { text, props: {}, children: [], parent: null };
}

/** All words in it. */
export function textOf({ text, children }: Box): string {
  return text + children.map(textOf).join('');
}

/** Everything below it. */
export function allIn(box: Box): Box[] {
  return box.children.flatMap((child) => [child, ...allIn(child)]);
}

/** Draws into plain objects: no browser is needed to see what stands. */
const { createApp } = createRenderer<Box, Box>({
  createElement: () => boxOf(),
  createText: (text) => boxOf(text),
  createComment: () => boxOf(),
  setText(node, text) {
    node.text = text;
  },
  setElementText(node, text) {
    node.children.splice(0, node.children.length, boxOf(text));
  },
  insert(node, parent, anchor) {
    const at = anchor ? parent.children.indexOf(anchor) : -1;
    parent.children.splice(at < 0 ? parent.children.length : at, 0, node);
    node.parent = parent;
  },
  remove(node) {
    node.parent?.children.splice(node.parent.children.indexOf(node), 1);
  },
  parentNode: (node) => node.parent,
  nextSibling: (node) => node.parent?.children[node.parent.children.indexOf(node) + 1] ?? null,
  patchProp(node, key, _, value) {
    node.props[key] = value;
  },
});

/** An app of plain objects; mount it on a `boxOf()`. */
export function createPlainApp(root: Component) {
  return createApp(root);
}
