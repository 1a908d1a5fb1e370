// Below content that is still shown: that newer could not be fetched.
import { html, nothing } from 'lit';
import './error-note.ts';

/** For a card's footer; nothing without a message. The note fires `rb-retry`. */
export function staleNote(message: string | undefined) {
  return message === undefined
    ? nothing
    : html`<rb-error-note slot="footer" .message=${message} retry></rb-error-note>`;
}
