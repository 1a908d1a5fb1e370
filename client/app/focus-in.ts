// Focus across shadow roots.

/** Puts the focus on the first filter in sight, in `root` and all shadow roots below it, and selects its text. */
export function focusFilter(root: ParentNode | null): boolean {
  for (const element of root?.querySelectorAll<HTMLElement>('*') ?? []) {
    const { shadowRoot } = element;
    if (!shadowRoot) continue;
    const input = element.localName === 'rb-tag-filter' ? shadowRoot.querySelector('input') : undefined;
    if (input?.checkVisibility()) {
      input.focus();
      input.select();
      return true;
    }
    if (focusFilter(shadowRoot)) return true;
  }
  return false;
}
