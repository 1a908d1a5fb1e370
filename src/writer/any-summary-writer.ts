// The API that training programs use, after torch.utils.tensorboard.SummaryWriter (torch/utils/tensorboard/writer.py):
// here the add… of what one looks at or listens to, in number-writer.ts those of numbers.
import { ArgumentError } from '../format/argument-error.ts';
import type { SummaryValue } from '../format/event.ts';
import type { ArrayInput } from '../format/shaped-array.ts';
import type { Step } from '../format/step.ts';
import { audioValue } from '../plugins/audio/summary.ts';
import {
  encodeGraph,
  encodeOnnxGraph,
  type GraphInput,
  isLayersModel,
  kerasModelValue,
} from '../plugins/graph/summary.ts';
import {
  imagesValue,
  imageValue,
  imageWithBoxesValue,
  pngFileValue,
  videoValue,
} from '../plugins/image/summary.ts';
import { meshValues } from '../plugins/mesh/summary.ts';
import { embeddingFiles } from '../plugins/projector/summary.ts';
import { textValue } from '../plugins/text/summary.ts';
import type {
  AddAudioOptions,
  AddEmbeddingOptions,
  AddFigureOptions,
  AddGraphOptions,
  AddImageOptions,
  AddImagesOptions,
  AddImageWithBoxesOptions,
  AddMeshOptions,
  AddOptions,
  AddVideoOptions,
} from './add-options.ts';
import { problem } from './argument-checks.ts';
import { NumberWriter } from './number-writer.ts';
import { OWN_RUN } from './run-files.ts';
import type { ChartConfiguration } from './surroundings.ts';

/**
 * What the SummaryWriters of Node and of pages have alike, which is all of add…: the type for functions that log into
 * whatever writer they are given. Every add… throws ArgumentError, naming the method and the tag, for what cannot be
 * written; the writer stays usable.
 *
 * @example function logEpoch(writer: AnySummaryWriter, loss: number, epoch: number) { writer.addScalar('loss', loss, epoch); }
 */
export abstract class AnySummaryWriter extends NumberWriter {
  /**
   * Adds a picture.
   *
   * @param image Shape [channels, height, width], or as `dataformats` says: 1 to 4 channels. Floats stand for 0 to 1,
   *   integers for 0 to 255; what lies beyond is clipped.
   *
   * @example writer.addImage('digit', { shape: [1, 28, 28], data: pixels }, step);
   */
  addImage(tag: string, image: ArrayInput, step?: Step, options: AddImageOptions = {}): void {
    const { encodePng } = this.parts.surroundings;
    this.log.add('addImage', tag, step, options, () =>
      imageValue(tag, image, options.dataformats, encodePng),
    );
  }

  /**
   * Adds a batch of pictures as one, eight in a row.
   *
   * @param images Shape [pictures, channels, height, width], or as `dataformats` says; values as in `addImage`.
   *
   * @example writer.addImages('filters', { shape: [16, 1, 5, 5], data: weights }, epoch);
   */
  addImages(tag: string, images: ArrayInput, step?: Step, options: AddImagesOptions = {}): void {
    const { encodePng } = this.parts.surroundings;
    this.log.add('addImages', tag, step, options, () =>
      imagesValue(tag, images, options.dataformats, encodePng),
    );
  }

  /**
   * Adds a picture with red boxes.
   *
   * @param image As in `addImage`.
   * @param boxes Shape [boxes, 4]: left, top, right, bottom in pixels from the upper left corner.
   * @param options `labels`: a word for each box. `rescale`: how many times larger all becomes, default 1.
   *
   * @example writer.addImageWithBoxes('found', image, [[3, 5, 40, 30]], step, { labels: ['cat'] });
   */
  addImageWithBoxes(
    tag: string,
    image: ArrayInput,
    boxes: ArrayInput,
    step?: Step,
    options: AddImageWithBoxesOptions = {},
  ): void {
    const { encodePng } = this.parts.surroundings;
    const encode = () => imageWithBoxesValue(tag, image, boxes, options, encodePng);
    this.log.add('addImageWithBoxes', tag, step, options, encode);
  }

  /**
   * Adds videos, side by side, as an animated GIF among the images.
   *
   * @param videos Shape [videos, frames, channels, height, width], or as `dataformats` says: 1, 3 or 4 channels; values
   *   as in `addImage`.
   * @param options `fps`: frames a second, default 4.
   *
   * @example writer.addVideo('weights', { shape: [1, epochs, 1, 28, 28], data }, step, { fps: 8 });
   */
  addVideo(tag: string, videos: ArrayInput, step?: Step, options: AddVideoOptions = {}): void {
    this.log.add('addVideo', tag, step, options, () => videoValue(tag, videos, options));
  }

  /**
   * Adds a figure among the images. A PNG file is added at once.
   *
   * An SVG picture or a Chart.js configuration is drawn first. On Node the package `@resvg/resvg-js` draws SVG, and
   * `chart.js` with `@napi-rs/canvas` charts; in a page the browser draws SVG, and `globalThis.Chart` charts. The promise
   * resolves once it is added, and rejects with what to install where the package is missing.
   *
   * @param figure The bytes of a PNG file, the text of an SVG picture, or what Chart.js takes.
   * @param options `width`, `height`: in pixels, default 640 and 480 of a chart.
   *
   * @example await writer.addFigure('losses', { type: 'line', data: { labels: [0, 1], datasets: [{ data: [3, 1] }] } });
   */
  addFigure(tag: string, figure: Uint8Array, step?: Step, options?: AddFigureOptions): void;
  addFigure(
    tag: string,
    figure: string | ChartConfiguration,
    step?: Step,
    options?: AddFigureOptions,
  ): Promise<void>;
  addFigure(
    tag: string,
    figure: Uint8Array | string | ChartConfiguration,
    step?: Step,
    options: AddFigureOptions = {},
  ): void | Promise<void> {
    const { surroundings } = this.parts;
    const { wallTime = Date.now() / 1000 } = options;
    const add = (encode: () => SummaryValue) => this.log.add('addFigure', tag, step, { wallTime }, encode);
    if (figure instanceof Uint8Array) return add(() => pngFileValue(tag, figure));
    const added = surroundings.drawFigure(figure, options).then(
      (png) => add(() => pngFileValue(tag, png)),
      (error: Error) => {
        throw problem('addFigure', tag, error.message, error);
      },
    );
    // A figure that nobody awaits must not end a training, nor fail unseen.
    added.catch((error: Error) => surroundings.warn(`runboard: ${error.message}`));
    return added;
  }

  /**
   * Adds sound, as a WAV file of 16 bits a sample.
   *
   * @param samples −1 to 1, of shape [frames] or [frames, channels]; what lies beyond is clipped.
   * @param options `sampleRate`: frames a second, default 44100.
   *
   * @example
   * const tone = Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i / 3));
   * writer.addAudio('tone', tone, 0, { sampleRate: 8000 });
   */
  addAudio(tag: string, samples: ArrayInput, step?: Step, options: AddAudioOptions = {}): void {
    this.log.add('addAudio', tag, step, options, () => audioValue(tag, samples, options));
  }

  /**
   * Adds text, under the tag `<tag>/text_summary` as PyTorch has it.
   *
   * @param text Markdown; HTML in it is shown, not run.
   *
   * @example writer.addText('settings', 'Adam, **lr 0.003**, batches of 50');
   */
  addText(tag: string, text: string, step?: Step, options: AddOptions = {}): void {
    this.log.add('addText', tag, step, options, () => textValue(tag, text));
  }

  /**
   * Adds meshes, or clouds of points where no faces are given.
   *
   * @param vertices Shape [meshes, vertices, 3].
   * @param options `colors`: red, green, blue of each vertex, whole numbers 0 to 255. `faces`: three indices of vertices
   *   for each triangle, shape [meshes, triangles, 3]. `config`: camera, lights and material.
   *
   * @example
   * writer.addMesh('tetrahedron', [[[1, 1, 1], [-1, -1, 1], [1, -1, -1], [-1, 1, -1]]], 0, {
   *   faces: [[[0, 2, 3], [0, 3, 1], [0, 1, 2], [1, 3, 2]]],
   * });
   */
  addMesh(tag: string, vertices: ArrayInput, step?: Step, options: AddMeshOptions = {}): void {
    this.log.addEvents('addMesh', tag, step, options, () => [meshValues(tag, vertices, options)]);
  }

  /**
   * Adds a model's graph. The page draws a run's last graph.
   *
   * @param model A tfjs LayersModel, whose layers are drawn as well, a tfjs GraphModel, a GraphDef (encoded, or as an
   *   object), or a list of nodes.
   *
   * @example writer.addGraph([{ name: 'x', op: 'Placeholder' }, { name: 'layer/y', op: 'Relu', inputs: ['x'] }]);
   */
  addGraph(model: GraphInput, { tag = 'keras', ...options }: AddGraphOptions = {}): void {
    this.log.checked('addGraph', tag, 0, options, (wallTimeSeconds) => {
      const graphDef = encodeGraph(model);
      const layers = isLayersModel(model) ? [kerasModelValue(tag, model)] : [];
      this.parts.files.add(OWN_RUN, { wallTimeSeconds, step: 0, graphDef });
      if (layers.length > 0) this.parts.files.add(OWN_RUN, { wallTimeSeconds, step: 0, values: layers });
    });
  }

  /**
   * Adds an ONNX model's graph.
   *
   * @param model Its bytes, or, on Node, the path of its file.
   *
   * @example writer.addOnnxGraph('model.onnx');
   */
  addOnnxGraph(model: string | Uint8Array, options: AddOptions = {}): void {
    const name = typeof model === 'string' ? model : 'model';
    this.log.checked('addOnnxGraph', name, 0, options, (wallTimeSeconds) => {
      const bytes = typeof model === 'string' ? this.#bytesOf(model) : model;
      this.parts.files.add(OWN_RUN, { wallTimeSeconds, step: 0, graphDef: encodeOnnxGraph(bytes) });
    });
  }

  /**
   * Adds points for the projector, with labels and pictures. Written as PyTorch lays them out, in files below the logDir
   * that are there when this returns; the same tag and step again replaces them. A page that sends to a server cannot.
   *
   * @param matrix Shape [points, coordinates].
   * @param options `metadata`: a label for each point, or several named by `metadataHeader`. `labelImg`: a picture for
   *   each, shape [points, channels, height, width]. `tag`: default `default`. `step`: default 0.
   *
   * @example writer.addEmbedding(features, { metadata: digits, labelImg: images, tag: 'digits', step: 3 });
   */
  addEmbedding(
    matrix: ArrayInput,
    { tag = 'default', step = 0, ...options }: AddEmbeddingOptions = {},
  ): void {
    const { files, writeEmbedding, surroundings } = this.parts;
    this.log.checked('addEmbedding', tag, step, {}, () => {
      if (writeEmbedding === undefined) {
        throw new ArgumentError(
          'expected a writer of files: an embedding lies beside the event file, and a server takes records only',
        );
      }
      const embedding = embeddingFiles(tag, matrix, step, options, surroundings.encodePng);
      files.addBeside(`the embedding ${embedding.folder}`, () => writeEmbedding(embedding));
    });
  }

  /** Throws ArgumentError where there is no such file. */
  #bytesOf(path: string): Uint8Array {
    try {
      return this.parts.surroundings.readFile(path);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : cause;
      throw new ArgumentError(`the model cannot be read (${reason})`, { cause });
    }
  }
}
