// Event and Summary <-> bytes. What a data kind stores inside a value is decoded in that kind's own folder.
import { tensorboard } from '../../proto/messages.ts';
import { longOfStep, type Step, stepOf } from './step.ts';

export type SummaryValue = tensorboard.Summary.Value.$Properties;
export type SummaryMetadata = tensorboard.SummaryMetadata.$Properties;

/** One event of a file: at most one of `fileVersion`, `values`, `sessionLog`, … is there. */
export interface Event {
  /** Seconds since the Unix epoch, as the writer's clock told. */
  readonly wallTimeSeconds: number;
  readonly step: Step;
  readonly fileVersion?: string;
  readonly values?: readonly SummaryValue[];
  /** An encoded GraphDef. */
  readonly graphDef?: Uint8Array;
  readonly sessionLog?: tensorboard.SessionLog.$Properties;
  readonly taggedRunMetadata?: tensorboard.TaggedRunMetadata.$Properties;
  readonly sourceWriter?: string;
}

/** Decodes the payload of one record. Throws an Error where it is no event. */
export function decodeEvent(payload: Uint8Array): Event {
  const message = tensorboard.Event.decode(payload);
  return {
    wallTimeSeconds: message.wallTime,
    step: stepOf(message.step),
    ...(message.fileVersion ? { fileVersion: message.fileVersion } : {}),
    ...(message.summary ? { values: message.summary.value ?? [] } : {}),
    ...(message.graphDef ? { graphDef: message.graphDef } : {}),
    ...(message.sessionLog ? { sessionLog: message.sessionLog } : {}),
    ...(message.taggedRunMetadata ? { taggedRunMetadata: message.taggedRunMetadata } : {}),
    ...(message.sourceMetadata?.writer ? { sourceWriter: message.sourceMetadata.writer } : {}),
  };
}

/** Encodes one event as the payload of a record. Throws RangeError for a step that is no int64. */
export function encodeEvent(event: Event): Uint8Array {
  return tensorboard.Event.encode({
    wallTime: event.wallTimeSeconds,
    step: event.step === 0 ? null : longOfStep(event.step),
    fileVersion: event.fileVersion ?? null,
    summary: event.values ? { value: [...event.values] } : null,
    graphDef: event.graphDef ?? null,
    sessionLog: event.sessionLog ?? null,
    taggedRunMetadata: event.taggedRunMetadata ?? null,
    sourceMetadata: event.sourceWriter ? { writer: event.sourceWriter } : null,
  }).finish();
}
