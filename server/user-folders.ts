// The user's own folders for a program, as each system has them. `env` is the process's.
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Folder of settings: what is to be kept. */
export function userFolder(env: Environment, platform: NodeJS.Platform, home: string = homedir()): string {
  const { XDG_CONFIG_HOME: xdg, APPDATA: appData } = env;
  // The specification takes no relative path there.
  if (xdg?.startsWith('/')) return join(xdg, 'runboard');
  if (platform === 'win32') return join(appData || join(home, 'AppData', 'Roaming'), 'runboard');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'runboard');
  return join(home, '.config', 'runboard');
}

/** Folder of what can be made anew at any time. */
export function cacheFolder(env: Environment, platform: NodeJS.Platform, home: string = homedir()): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: localAppData } = env;
  if (xdg?.startsWith('/')) return join(xdg, 'runboard');
  if (platform === 'win32') {
    return join(localAppData || join(home, 'AppData', 'Local'), 'runboard', 'cache');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'runboard');
  return join(home, '.cache', 'runboard');
}
