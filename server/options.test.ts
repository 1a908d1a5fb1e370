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
  it('without flags has the defaults of TensorBoard', () =>
    expect(served()).toEqual({
      kind: 'serve',
      logdir: undefined,
      options: {
        port: 'first-free',
        host: 'localhost',
        bindAll: false,
        pathPrefix: '',
        reloadIntervalSeconds: 5,
        windowTitle: '',
        samplesPerPlugin: new Map(),
      },
    }));

  it.each<[string[], Partial<Serve['options']>]>([
    [['--port', '0'], { port: 0 }],
    [['--port=7007'], { port: 7007 }],
    [['--port', 'default'], { port: 'first-free' }],
    [['--bind_all'], { bindAll: true }],
    [['--bind'], { bindAll: true }],
    [['--bind_all=false'], { bindAll: false }],
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

  it.each([
    [['--version'], 'version'],
    [['--help', '--port', 'no'], 'help'],
  ])('%j asks to print', (args, kind) => expect(readCommandLine(args).kind).toBe(kind));

  it.each([
    [['--logdri', 'x'], 'There is no flag --logdri. The nearest is --logdir'],
    [['--prot=1'], 'There is no flag --prot. The nearest is --port'],
    [['--p', '1'], 'There is no flag --p. The nearest is --port'],
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
    [['--bind_all', '--host', 'x'], 'exclude each other'],
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
