// A config's text and its lookups; after tensorboard/plugins/projector/projector_plugin.py.
import { parseProtoText } from '../../format/proto-text-parse.ts';
import type { Embedding, ProjectorConfig } from './kind.ts';

/** The config, with the names that TensorBoard gives. Throws ProtoTextError for what is no config. */
export function projectorConfigOf(text: string): ProjectorConfig {
  const config = parseProtoText('ProjectorConfig', text) as ProjectorConfig;
  const firstFile = config.embeddings?.findIndex(({ tensorPath }) => tensorPath) ?? -1;
  return {
    ...config,
    ...(config.embeddings && {
      embeddings: config.embeddings.map((embedding, at) => {
        const { tensorPath = '', tensorName = '' } = embedding;
        const name = tensorName === '' && at === firstFile ? tensorPath.replace(/^.*\//, '') : tensorName;
        const named = name === '' ? embedding : { ...embedding, tensorName: name.replace(/:0$/, '') };
        return withoutEmpty(named);
      }),
    }),
  };
}

function withoutEmpty(embedding: Embedding): Embedding {
  return Object.fromEntries(
    Object.entries(embedding).filter(
      ([, value]) => value !== '' && (value as { length?: number }).length !== 0,
    ),
  );
}

/** Whether there is anything to show: a file of points, or a checkpoint that was found. */
export function isUsable({ embeddings = [] }: ProjectorConfig, hasCheckpoint: boolean): boolean {
  return embeddings.some(({ tensorPath }) => tensorPath) || (embeddings.length > 0 && hasCheckpoint);
}

/** The embedding of that name; `x` and `x:0` are one. */
export function embeddingOf(config: ProjectorConfig, name: string): Embedding | undefined {
  return config.embeddings?.find(({ tensorName = '' }) => canonical(tensorName) === canonical(name));
}

function canonical(name: string): string {
  return name.includes(':') ? name : `${name}:0`;
}
