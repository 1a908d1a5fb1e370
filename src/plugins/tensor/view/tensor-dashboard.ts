// The tab of what no other tab shows: one card for each run and tag.
import { html } from 'lit';
import { type CardParts, SeriesDashboard } from '../../../../client/series-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { TensorStepsHead, TensorWindow } from '../kind.ts';
import { type TensorSteps, tensorStepsOf } from './tensor-steps.ts';
import './tensor-card.ts';

/** Settings in the address: `tag`, `open`, `shut`, `pin`. */
export class TensorDashboard extends SeriesDashboard<TensorSteps> {
  protected override readonly things = 'tensors';
  protected override readonly icon = 'grid';
  protected override readonly example = {
    typescript: "writer.addTensor('attention', { shape: [2, 2], data: [1, 0, 0, 1] }, step);",
    python: 'writer.add_tensor("attention", torch.eye(2), step)',
  };

  protected override async load({ run, tag }: SeriesInfo): Promise<TensorSteps> {
    return tensorStepsOf(await this.api.columns<TensorStepsHead>('tensor/steps', { run, tag }));
  }

  protected override card({
    series,
    run,
    answer,
    error,
    loading,
    pin,
    onScreen,
    retry,
  }: CardParts<TensorSteps>) {
    const named = { run: series.run, tag: series.tag };
    return html`<rb-tensor-card
      .heading=${series.displayName || series.tag}
      .run=${run.name}
      .color=${run.color}
      .pluginName=${series.pluginName}
      .steps=${answer}
      .read=${(query: Readonly<Record<string, string>>) =>
        this.api.json<TensorWindow>('tensor/at', { ...named, ...query })}
      .fileUrl=${(step: string) => this.api.url('tensor/npy', { ...named, step })}
      .loading=${loading}
      .error=${error}
      .pinned=${pin.pinned}
      @rb-pin-change=${pin.change}
      @rb-retry=${retry}
      @rb-on-screen-change=${onScreen}
    ></rb-tensor-card>`;
  }
}
customElements.define('rb-tensor-dashboard', TensorDashboard);
