import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandLine, helpText, readCommandLine } from './options.ts';

type Serve = Extract<CommandLine, { kind: 'serve' }>;

function served(...args: string[]): Serve {
  const line = readCommandLine(args);
  if (line.kind !== 'serve') throw new Error(`not to serve: ${line.kind}`);
  return line;
}

describe('the command line', () => {
  it('of an export says what is written whereto', () => {
    const flags = ['--out', 'x.csv', '--runs', 'a|b', '--table', 'runs', '--format=json'];
    expect(readCommandLine(['export', 'logs', ...flags])).toEqual({
      kind: 'export',
      logdir: resolve('logs'),
      out: resolve('x.csv'),
      format: 'json',
      table: 'runs',
      runs: 'a|b',
      tags: undefined,
    });
    expect(readCommandLine(['export', '--out', '-'])).toMatchObject({ out: '-', table: 'scalars' });
  });

  it('without flags has the defaults of TensorBoard', () =>
    expect(served()).toEqual({
      kind: 'serve',
      logdir: undefined,
      options: {
        port: 'first-free',
        host: 'localhost',
        bindAll: false,
        auth: 'default',
        allowHosts: [],
        allowEmbedding: [],
        pathPrefix: '',
        reloadIntervalSeconds: 5,
        windowTitle: '',
        allowDelete: false,
        samplesPerPlugin: new Map(),
        ingest: false,
        cache: true,
        clearCache: false,
      },
      warnings: [],
    }));

  it.each<[string[], Partial<Serve['options']>]>([
    [['--port', '0'], { port: 0 }],
    [['--port=7007'], { port: 7007 }],
    [['--port', 'default'], { port: 'first-free' }],
    [['--bind_all'], { bindAll: true }],
    [['--bind_all', '--auth', 'none'], { bindAll: true, auth: 'none' }],
    [['--allow_host', 'Hub.example, b'], { allowHosts: ['hub.example', 'b'] }],
    [
      ['--allow_embedding=https://hub.example,http://b:8888'],
      { allowEmbedding: ['https://hub.example', 'http://b:8888'] },
    ],
    [['--ingest'], { ingest: true }],
    [['--bind'], { bindAll: true }],
    [['--bind_all=false'], { bindAll: false }],
    [['--bind_all', 'False'], { bindAll: false }],
    [
      ['--logdir_spec', 'a:/x,/y:z,~/w,b:rel,c:/x'],
      {
        roots: [
          { name: 'c', path: '/x' },
          { name: '', path: '/y:z' },
          { name: '', path: join(homedir(), 'w') },
          { name: 'b', path: resolve('rel') },
        ],
      },
    ],
    [['--bind_all', 'true', '--port', '1'], { bindAll: true, port: 1 }],
    [['--host', '0.0.0.0'], { host: '0.0.0.0' }],
    [['--path_prefix', '/board//'], { pathPrefix: '/board' }],
    [['--path-prefix=/a/b'], { pathPrefix: '/a/b' }],
    [['--reload_interval', '0.5'], { reloadIntervalSeconds: 0.5 }],
    [['serve', '--window_title', 'a=b'], { windowTitle: 'a=b' }],
    [['--window_title=-- x'], { windowTitle: '-- x' }],
    [
      ['--samples_per_plugin', 'scalars=5000, images=0'],
      {
        samplesPerPlugin: new Map([
          ['scalars', 5000],
          ['images', 0],
        ]),
      },
    ],
  ])('reads %j', (args, expected) => expect(served(...args).options).toMatchObject(expected));

  it.each([
    [['--logdir', '~'], homedir()],
    [['--logdir', '~/runs'], join(homedir(), 'runs')],
    [['--logdir=a b'], resolve('a b')],
    [['--logdir=~user'], resolve('~user')],
  ])('finds the logdir of %j', (args, expected) => expect(served(...args).logdir).toBe(expected));

  it.each<[string[], string[]]>([
    [['--load_fast=true'], ['load_fast']],
    [
      ['--reload_multifile', 'true', '--port', '1', '--db_import', '--logdir', 'x'],
      ['reload_multifile', 'db_import'],
    ],
    [['--purge', 'false'], ['purge_orphaned_data']],
    [['--reload_multifile_inactive_secs=-1'], ['reload_multifile_inactive_secs']],
  ])('takes flags of TensorBoard that mean nothing here, and says which: %j', (args, names) => {
    const { warnings } = served(...args);
    expect(warnings.map((warning) => /^--(\w+) has no effect here: ./.exec(warning)?.[1])).toEqual(names);
  });

  it.each<[string[], Partial<Extract<CommandLine, { kind: 'inspect' }>>]>([
    [['--inspect', '--logdir=x'], { logdir: resolve('x'), json: false }],
    [['--inspect', '--event_file', 'f', '--tag', 't'], { eventFile: resolve('f'), tag: 't' }],
    [['inspect', 'x', '--json'], { logdir: resolve('x'), json: true }],
    [['inspect', '--json', 'x'], { logdir: resolve('x'), json: true }],
    [['inspect', '--tag', 't'], { logdir: undefined, tag: 't' }],
  ])('%j inspects', (args, expected) =>
    expect(readCommandLine(args)).toMatchObject({ kind: 'inspect', ...expected }),
  );

  it.each([
    [['--version'], 'version'],
    [['--help', '--port', 'no'], 'help'],
    [['--version_tb'], 'version'],
    [['--helpfull'], 'help'],
  ])('%j asks to print', (args, kind) => expect(readCommandLine(args).kind).toBe(kind));

  it.each([
    [['--logdri', 'x'], 'There is no flag --logdri. The nearest is --logdir'],
    [['--prot=1'], 'There is no flag --prot. The nearest is --port'],
    [['--p', '1'], '--p may mean --port, --path_prefix or --purge_orphaned_data; write it out.'],
    [['--log', 'x'], '--log may mean --logdir or --logdir_spec'],
    [['--='], 'There is no flag --.'],
    [['runs'], '"runs" is no flag. To serve a folder type: runboard --logdir runs'],
    [['--logdir'], '--logdir wants a value: --logdir DIR'],
    [['--logdir', '--port', '1'], '--logdir wants a value'],
    [['--port', '70000'], 'from 0 to 65535'],
    [['--port', '-1'], 'from 0 to 65535'],
    [['--port', '1e3'], 'from 0 to 65535'],
    [['--reload_interval', 'often'], 'a number of seconds'],
    [['--path_prefix', 'board'], 'must begin with one /'],
    [['--path_prefix', '//evil.example'], 'must begin with one /'],
    [['--bind_all=yes'], 'only true and false'],
    [['--auth', 'maybe'], 'there are token and none'],
    [['--allow_embedding', "https://x; script-src 'unsafe-inline'"], 'an origin is wanted'],
    [['--bind_all', '--host', 'x'], 'exclude each other'],
    [['--logdir_spec', 'a:/x', '--ingest'], '--ingest goes with one folder'],
    [['--logdir', 'x', '--logdir_spec', 'y'], 'exclude each other'],
    [['--logdir_spec', 'a:'], '"a:" names no folder'],
    [['--logdir_spec', ','], 'no folder is named'],
    [['--logdir_spec', 'gs://bucket/x'], '"gs://bucket/x" is no folder of this machine'],
    [['--db'], '--db wants a value'],
    [['--tag', 'loss'], '--tag goes with --inspect only'],
    [['--inspect'], 'add --logdir DIR or --event_file FILE'],
    [['--inspect', '--logdir', 'x', '--event_file', 'y'], 'exclude each other'],
    [['--inspect', '--logdir_spec', 'x'], 'does not go with --inspect'],
    [['--samples_per_plugin', 'scalars'], 'of the form scalars=5000'],
  ])('refuses %j', (args, message) => expect(() => readCommandLine(args)).toThrow(message));

  it('is explained flag by flag', () => {
    const text = helpText();
    for (const flag of ['logdir', 'port', 'host', 'bind_all', 'path_prefix', 'reload_interval', 'version']) {
      expect(text).toContain(`--${flag}`);
    }
    expect(text).toContain('(5)');
  });
});
