// Makes the picture of a sound beside the page: a long one takes a second.
import type { Sound } from '../model/sound.ts';
import { type SoundPicture, soundPictureOf } from '../model/sound-picture.ts';
import { decodeWav } from '../model/wav.ts';

/** A file, or samples where the browser has decoded them. */
export type SoundTask = { readonly file: Blob } | { readonly sound: Sound };

export interface SoundQuestion {
  readonly id: number;
  readonly task: SoundTask;
}

/** Without a picture the bytes are no WAV. */
export interface SoundAnswer {
  readonly id: number;
  readonly picture: SoundPicture | undefined;
}

self.onmessage = async ({ data: { id, task } }: MessageEvent<SoundQuestion>) => {
  const sound = 'sound' in task ? task.sound : decodeWav(new Uint8Array(await task.file.arrayBuffer()));
  const answer: SoundAnswer = { id, picture: sound && soundPictureOf(sound) };
  self.postMessage(answer);
};
