// The settings of the tab of images, and how the address carries them.
import { html, nothing } from 'lit';
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import {
  type Comparison,
  MOST_ZOOM,
  type PictureLook,
  type PicturePart,
  WHOLE,
  zoomedBy,
} from './picture-look.ts';
import '../../../../client/components/icon.ts';
import '../../../../client/components/segmented.ts';
import '../../../../client/components/slider.ts';

type View = Readonly<Record<string, string>>;

/** How pictures are looked at, but for the part that is seen, and what they are compared with. */
export interface LookSettings extends Omit<PictureLook, 'part'> {
  /** `first` or `previous` step, `step ` and a whole number, `run ` and a name, or nothing. */
  readonly other: string;
}

const COMPARISONS: readonly { readonly value: Comparison; readonly label: string }[] = [
  { value: 'side', label: 'Side by side' },
  { value: 'overlay', label: 'Overlay' },
  { value: 'flicker', label: 'Flicker' },
  { value: 'difference', label: 'Difference' },
];
const MOST_LIGHT = 4;

/** In the address: `size` (`actual`, else fitted), `brightness`, `contrast`, `with` and `compare`. */
export function lookOf(view: View): LookSettings {
  const light = (text: string | undefined) => {
    const value = Number(text ?? 1);
    return value >= 0 && value <= MOST_LIGHT ? value : 1;
  };
  return {
    actualSize: view['size'] === 'actual',
    brightness: light(view['brightness']),
    contrast: light(view['contrast']),
    other: /^step (?!-?\d{1,18}$)/.test(view['with'] ?? '') ? '' : (view['with'] ?? ''),
    comparison: COMPARISONS.find(({ value }) => value === view['compare'])?.value ?? 'side',
  };
}

/** What the controls show and change. */
export interface ImageControls {
  readonly view: View;
  readonly runs: readonly VisibleRun[];
  readonly part: PicturePart;
  readonly setView: (change: View) => void;
  readonly setPart: (part: PicturePart) => void;
}

export function imageControls({ view, runs, part, setView, setPart }: ImageControls) {
  const look = lookOf(view);
  const light = (name: 'brightness' | 'contrast', label: string) => html`<rb-slider
    label=${label}
    .max=${MOST_LIGHT}
    .step=${0.05}
    .value=${look[name]}
    .readout=${`${Math.round(look[name] * 100)}%`}
    @rb-slider-change=${({ detail }: CustomEvent<number>) => setView({ [name]: detail === 1 ? '' : String(detail) })}
  ></rb-slider>`;
  return html`<label class="check">
      <input
        type="checkbox"
        .checked=${look.actualSize}
        @change=${({ target }: Event) => setView({ size: (target as HTMLInputElement).checked ? 'actual' : '' })}
      />
      Actual size
    </label>
    <rb-slider
      label="Zoom"
      .min=${0}
      .max=${Math.log2(MOST_ZOOM)}
      .step=${0.1}
      .value=${Math.log2(part.zoom)}
      .readout=${`${part.zoom.toFixed(1)}×`}
      @rb-slider-change=${({ detail }: CustomEvent<number>) => setPart(zoomedBy(part, 2 ** detail / part.zoom))}
    ></rb-slider>
    ${light('brightness', 'Brightness')} ${light('contrast', 'Contrast')}
    ${
      look.brightness !== 1 || look.contrast !== 1 || part.zoom !== 1
        ? html`<button
            class="button"
            @click=${() => {
              setView({ brightness: '', contrast: '' });
              setPart(WHOLE);
            }}
          >Reset</button>`
        : nothing
    }
    <select
      class="field"
      aria-label="Compare with"
      @change=${({ target }: Event) => setView({ with: (target as HTMLSelectElement).value })}
    >
      <option value="" ?selected=${look.other === ''}>Compare with…</option>
      <option value="first" ?selected=${look.other === 'first'}>First step</option>
      <option value="previous" ?selected=${look.other === 'previous'}>Previous step</option>
      <option value="step 0" ?selected=${look.other.startsWith('step ')}>A step…</option>
      ${runs.map(
        ({ name, label }) =>
          html`<option .value=${`run ${name}`} ?selected=${look.other === `run ${name}`}>Run ${label ?? name}</option>`,
      )}
    </select>
    ${
      look.other.startsWith('step ')
        ? html`<input
            class="field step"
            type="number"
            step="1"
            aria-label="Step to compare with"
            .value=${look.other.slice(5)}
            @change=${({ target }: Event) =>
              setView({ with: `step ${Math.round((target as HTMLInputElement).valueAsNumber || 0)}` })}
          />`
        : nothing
    }
    ${
      look.other === ''
        ? nothing
        : html`<rb-segmented
            label="Comparison"
            .segments=${COMPARISONS}
            .value=${look.comparison}
            @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
              setView({ compare: detail === 'side' ? '' : detail })}
          ></rb-segmented>`
    }`;
}
