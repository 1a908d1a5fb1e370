// Every component in each of its states, light beside dark. For development and browser tests: no part of the package.
import { css, html, LitElement, type TemplateResult } from 'lit';
import './components/card.ts';
import './components/card-grid.ts';
import './components/code-example.ts';
import './components/empty-state.ts';
import './components/error-note.ts';
import { ICON_NAMES } from './components/icon.ts';
import './components/segmented.ts';
import './components/slider.ts';
import './components/splitter.ts';
import './components/tag-filter.ts';
import { CHART_EXHIBITS } from './gallery-charts.ts';

const AXES = [
  { value: 'step', label: 'Step' },
  { value: 'relative', label: 'Relative' },
  { value: 'wall', label: 'Wall' },
];
const LONG = 'train/a_tag_with_a_name_so_long_that_it_cannot_possibly_fit_into_the_width_of_one_card/loss';

/** Components by name, each with its states. Functions, since light and dark need elements of their own. */
const EXHIBITS: Readonly<Record<string, Readonly<Record<string, () => TemplateResult>>>> = {
  ...CHART_EXHIBITS,
  'rb-card': {
    full: () => html`<rb-card heading="loss/train" subheading="2 runs"><p>What a card shows.</p></rb-card>`,
    'with an action, a footer and a long title': () => html`<rb-card .heading=${LONG}>
      <button class="action" slot="actions">Log</button>
      <p>What a card shows.</p>
      <p class="footer" slot="footer">step 1,200</p>
    </rb-card>`,
    pinned: () => html`<rb-card heading="loss/train" .pinned=${true}><p>What a card shows.</p></rb-card>`,
    loading: () => html`<rb-card heading="loss/train" loading></rb-card>`,
    empty: () =>
      html`<rb-card heading="loss/train" .empty=${'No points in the runs that are shown.'}></rb-card>`,
    error: () =>
      html`<rb-card heading="loss/train" .error=${'The server does not answer. Is runboard still running?'}></rb-card>`,
  },
  'rb-card-grid': {
    'open, one card expanded': () => html`<rb-card-grid heading="loss" .count=${3} open>
      <rb-card heading="loss/train"></rb-card>
      <rb-card heading="loss/validate" expanded></rb-card>
      <rb-card heading="loss/test"></rb-card>
    </rb-card-grid>`,
    closed: () => html`<rb-card-grid heading="weights" .count=${128}></rb-card-grid>`,
  },
  'rb-slider': {
    'with a field': () =>
      html`<rb-slider label="Smoothing" .max=${0.999} .step=${0.001} .value=${0.6}></rb-slider>`,
    'with words': () =>
      html`<rb-slider label="Step" hide-label .max=${20} .step=${1} .value=${7} .readout=${'step 1,200'}></rb-slider>`,
  },
  'rb-segmented': {
    'one of three': () =>
      html`<rb-segmented label="Horizontal axis" .segments=${AXES} value="relative"></rb-segmented>`,
  },
  'rb-tag-filter': {
    empty: () => html`<rb-tag-filter></rb-tag-filter>`,
    filled: () => html`<rb-tag-filter value="loss|acc"></rb-tag-filter>`,
    invalid: () =>
      html`<rb-tag-filter value="lr=(" .invalid=${'Not a regular expression: Unterminated group.'}></rb-tag-filter>`,
  },
  'rb-error-note': {
    plain: () => html`<rb-error-note message="This picture could not be decoded."></rb-error-note>`,
    'with another try': () =>
      html`<rb-error-note message="The server does not answer." retry></rb-error-note>`,
  },
  'rb-code-example': {
    'two lines': () =>
      html`<rb-code-example language="Python" .code=${'writer = SummaryWriter("runs/first")\nwriter.add_scalar("loss", loss, step)'}></rb-code-example>`,
  },
  'rb-empty-state': {
    'with a sentence': () =>
      html`<rb-empty-state heading="No tag matches" icon="search"><p>Take out the filter to see all tags.</p></rb-empty-state>`,
  },
  'rb-splitter': {
    'between two columns': () =>
      html`<div class="split"><rb-splitter label="Width of the column"></rb-splitter></div>`,
  },
  'rb-icon': {
    all: () => html`<div class="icons">
      ${ICON_NAMES.map((name) => html`<span title=${name}><rb-icon .name=${name}></rb-icon></span>`)}
    </div>`,
  },
};

class RbGallery extends LitElement {
  static override styles = css`
    rb-gallery {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 40rem), 1fr));
    }
    section {
      padding: var(--rb-space-5);
      background: var(--rb-bg);
    }
    h1 {
      margin: 0 0 var(--rb-space-4);
      font-size: var(--rb-text-xl);
    }
    h2 {
      margin: var(--rb-space-5) 0 var(--rb-space-2);
      font-family: var(--rb-font-mono);
      font-size: var(--rb-text-m);
    }
    .states {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
      gap: var(--rb-space-4);
    }
    .states:has(rb-card-grid) {
      grid-template-columns: minmax(0, 1fr);
    }
    figure {
      min-width: 0;
      margin: 0;
    }
    figcaption {
      margin-bottom: var(--rb-space-1);
      color: var(--rb-text-faint);
      font-size: var(--rb-text-s);
    }
    .split {
      height: 3rem;
    }
    rb-splitter {
      height: 100%;
    }
    .icons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--rb-space-3);
    }
    .action {
      height: var(--rb-control-height);
      border: 0;
      background: none;
      color: var(--rb-accent);
      font: inherit;
    }
    .footer {
      margin: 0;
      padding: var(--rb-space-2) var(--rb-space-3);
      border-top: 1px solid var(--rb-border);
    }
  `;

  override render() {
    return ['light', 'dark'].map(
      (theme) => html`<section data-theme=${theme} aria-label="In ${theme}">
        <h1>${theme === 'light' ? 'Light' : 'Dark'}</h1>
        ${Object.entries(EXHIBITS).map(
          ([name, states]) => html`<h2>${name}</h2>
            <div class="states">
              ${Object.entries(states).map(
                ([state, draw]) => html`<figure><figcaption>${state}</figcaption>${draw()}</figure>`,
              )}
            </div>`,
        )}
      </section>`,
    );
  }

  /** Into the document itself, where theme.css can turn the sections light and dark. */
  protected override createRenderRoot() {
    const { styleSheet } = RbGallery.styles;
    if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
    return this;
  }
}
customElements.define('rb-gallery', RbGallery);
