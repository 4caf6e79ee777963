// The user's choices, kept by the browser; a private window keeps nothing.

const PREFIX = 'electrum-mock.';

/** Uses one of the browser's storages; null in a private window, or where there is nothing. */
const use = (storage, method, name, value) => {
	try { return window[storage][method](PREFIX + name, value) ?? null; } catch { return null; }
};
export const setting = (name, standard = null) => use('localStorage', 'getItem', name) ?? standard;
export const set = (name, value) => use('localStorage', 'setItem', name, value);
/** What lasts as long as the tab: the token, and the scenario being written. */
export const kept = (name) => use('sessionStorage', 'getItem', name);
export const keep = (name, value) => use('sessionStorage', 'setItem', name, value);

const dark = matchMedia('(prefers-color-scheme: dark)');
export const theme = () => setting('theme') ?? (dark.matches ? 'dark' : 'light');

export function applyTheme() { document.documentElement.dataset.theme = theme(); }
export function toggleTheme() {
	set('theme', theme() === 'dark' ? 'light' : 'dark');
	applyTheme();
}
dark.addEventListener('change', applyTheme);
