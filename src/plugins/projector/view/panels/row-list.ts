// Points as a list: what is pressed is chosen, what is pointed at lights up in the picture.
import { css, html, type TemplateResult } from 'lit';

export const rowListStyles = css`
  .points {
    max-height: 14rem;
    overflow: auto;
  }
  .points button {
    display: flex;
    gap: var(--rb-space-2);
    width: 100%;
    min-height: 1.5rem;
    align-items: center;
    padding: 0 var(--rb-space-1);
    border: 0;
    border-radius: var(--rb-radius-s);
    background: none;
    color: var(--rb-text);
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .points button:hover,
  .points button:focus-visible {
    background: var(--rb-surface-hover);
  }
  .points .name {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .points .beside {
    color: var(--rb-text-faint);
  }
`;

/** Fires `rb-points-choose` and `rb-point-hover` on `host`. `beside` is what stands at the end of a line. */
export function rowsList(
  host: EventTarget,
  rows: readonly number[],
  nameOf: (row: number) => string,
  beside: (at: number) => string = () => '',
): TemplateResult {
  const fire = (name: string, detail: unknown) =>
    host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  return html`<ul class="points">${rows.map(
    (row, at) => html`<li><button
      @click=${(event: MouseEvent) => fire('rb-points-choose', { rows: Uint32Array.of(row), add: event.shiftKey || event.ctrlKey || event.metaKey })}
      @pointerenter=${() => fire('rb-point-hover', row)}
      @pointerleave=${() => fire('rb-point-hover', null)}
      @focus=${() => fire('rb-point-hover', row)}
      @blur=${() => fire('rb-point-hover', null)}
    ><span class="name">${nameOf(row) || '(empty)'}</span><span class="beside">${beside(at)}</span></button></li>`,
  )}</ul>`;
}
