// The embedding projector: points with many coordinates, their labels and pictures. They lie in files beside the event
// files, named by a config; no series holds them.
import type { DataKind } from '../../kind.ts';
import type { DocumentKind } from '../../wire/documents.ts';

export const PROJECTOR: DataKind = {
  pluginName: 'projector',
  storage: 'none',
  shows: [],
  listing: {
    tabName: 'projector',
    loadingMechanism: { type: 'IFRAME', module_path: '/data/plugin/projector/index.js' },
    disableReload: true,
  },
};

/** How points of the logdir are projected at first: settings as the page's address has them, `{"method": "umap"}`. */
export const PROJECTOR_DEFAULT = { name: 'projector', version: 1 } as const satisfies DocumentKind;

/** The config's name in a run's folder. */
export const CONFIG_FILE = 'projector_config.pbtxt';
/** A config in this folder of a run comes before the one in the run's own. */
export const ASSETS_FOLDER = 'plugins/org_tensorflow_tensorboard_projector';

/** One table of points. Paths are relative to the config's folder. */
export interface Embedding {
  readonly tensorName?: string;
  readonly metadataPath?: string;
  readonly bookmarksPath?: string;
  /** Points and coordinates. */
  readonly tensorShape?: readonly number[];
  readonly sprite?: Sprite;
  readonly tensorPath?: string;
}

/** One picture that holds a small one for each point, row by row in a square grid. */
export interface Sprite {
  readonly imagePath?: string;
  /** Width and height of one, in pixels. */
  readonly singleImageDim?: readonly number[];
}

/** What a config says. */
export interface ProjectorConfig {
  readonly modelCheckpointPath?: string;
  readonly embeddings?: readonly Embedding[];
  readonly modelCheckpointDir?: string;
}

/** A matrix, row-major. */
export interface Points {
  readonly rows: number;
  readonly columns: number;
  readonly numbers: Float32Array;
}

/** Answer of `GET api/v1/projector/embeddings`: what the runs' configs name, read anew each time. */
export interface EmbeddingsAnswer {
  /** Whether the server still looks for runs for the first time: what is not here may be on its way. */
  readonly loading: boolean;
  /** In the order of the runs; those without a config are left out. */
  readonly runs: readonly RunEmbeddings[];
}

export interface RunEmbeddings {
  readonly run: string;
  /** It is no run, but a folder above some. */
  readonly above?: true;
  /** In the config's order. */
  readonly embeddings: readonly EmbeddingInfo[];
  /** What is wrong with the run's config, where something is. */
  readonly fault?: string;
}

/** One table of points, without the points. */
export interface EmbeddingInfo {
  /** Unique in its run. */
  readonly name: string;
  readonly hasLabels: boolean;
  readonly hasBookmarks: boolean;
  /** Width and height of one point's picture, in pixels. */
  readonly picture?: readonly [width: number, height: number];
}
