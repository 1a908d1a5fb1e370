import { expect, it } from 'vitest';
import { cacheFolder, userFolder } from './user-folders.ts';

it.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', { XDG_CONFIG_HOME: '/x' }, '/x/runboard'],
  ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/ada/.config/runboard'],
  ['linux', {}, '/home/ada/.config/runboard'],
  ['darwin', {}, '/home/ada/Library/Application Support/runboard'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/runboard'],
])('settings lie on %s with %o in %s', (platform, env, expected) => {
  expect(userFolder(env, platform, '/home/ada')).toBe(expected);
});

it.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', { XDG_CACHE_HOME: '/x' }, '/x/runboard'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ada/.cache/runboard'],
  ['linux', {}, '/home/ada/.cache/runboard'],
  ['darwin', {}, '/home/ada/Library/Caches/runboard'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/runboard/cache'],
  ['win32', {}, '/home/ada/AppData/Local/runboard/cache'],
])('what can be made anew lies on %s with %o in %s', (platform, env, expected) => {
  expect(cacheFolder(env, platform, '/home/ada')).toBe(expected);
});
