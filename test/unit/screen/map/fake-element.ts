/** As much of an element as the layers touch. */
export class FakeElement {
  readonly children = new Set<FakeElement>();
  readonly dataset: Record<string, string> = {};
  readonly style: Record<string, string> = {};
  className = '';
  ariaLabel: string | null = null;
  textContent = '';
  private parent: FakeElement | null = null;

  readonly tag: string;

  constructor(tag = 'div') {
    this.tag = tag;
  }

  get offsetWidth(): number {
    return 80;
  }

  get offsetHeight(): number {
    return 30;
  }

  append(...elements: FakeElement[]): void {
    for (const element of elements) {
      element.parent = this;
      this.children.add(element);
    }
  }

  /** Everything below. */
  *all(): Generator<FakeElement> {
    for (const child of this.children) {
      yield child;
      yield* child.all();
    }
  }

  prepend(...elements: FakeElement[]): void {
    this.append(...elements);
  }

  remove(): void {
    this.parent?.children.delete(this);
  }

  getContext(): null {
    return null;
  }
}
