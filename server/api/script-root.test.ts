import { expect, it } from 'vitest';
import { locate } from './script-root.ts';

it.each([
  ['/', '', { kind: 'inside', scriptRoot: '', path: '/' }],
  ['/data/runs', '', { kind: 'inside', scriptRoot: '', path: '/data/runs' }],
  ['/data/runs/', '', { kind: 'inside', scriptRoot: '', path: '/data/runs' }],
  ['/data/runs//', '', { kind: 'inside', scriptRoot: '', path: '/data/runs/' }],
  ['//data/runs', '', { kind: 'inside', scriptRoot: '', path: '//data/runs' }],
  ['/experiment/a/data/runs', '', { kind: 'inside', scriptRoot: '/experiment/a', path: '/data/runs' }],
  [
    '/experiment/a/experiment/b/x',
    '',
    { kind: 'inside', scriptRoot: '/experiment/a/experiment/b', path: '/x' },
  ],
  ['/experiment//x', '', { kind: 'inside', scriptRoot: '/experiment/', path: '/x' }],
  ['/experiment/a', '', { kind: 'root', scriptRoot: '/experiment/a' }],
  ['/experiments', '', { kind: 'inside', scriptRoot: '', path: '/experiments' }],
  ['/p', '/p', { kind: 'root', scriptRoot: '/p' }],
  ['/p/', '/p', { kind: 'inside', scriptRoot: '/p', path: '/' }],
  ['/p/experiment/x', '/p', { kind: 'root', scriptRoot: '/p/experiment/x' }],
  ['/p/experiment/x/data/runs', '/p', { kind: 'inside', scriptRoot: '/p/experiment/x', path: '/data/runs' }],
  ['/', '/p', { kind: 'outside' }],
  ['/px/data', '/p', { kind: 'outside' }],
])('%s below the prefix "%s"', (path, prefix, expected) => expect(locate(path, prefix)).toEqual(expected));
