// The user's choices, kept by the browser; a private window keeps nothing.

const PREFIX = 'electrum-mock.';

export function setting(name, standard = null) {
	try { return localStorage.getItem(PREFIX + name) ?? standard; } catch { return standard; }
}
export function set(name, value) {
	try { localStorage.setItem(PREFIX + name, value); } catch { /* a private window */ }
}
/** What lasts as long as the tab: the token, and the scenario being written. */
export function kept(name) {
	try { return sessionStorage.getItem(PREFIX + name); } catch { return null; }
}
export function keep(name, value) {
	try { sessionStorage.setItem(PREFIX + name, value); } catch { /* a private window */ }
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => setting('theme') ?? (dark.matches ? 'dark' : 'light');

export function applyTheme() { document.documentElement.dataset.theme = theme(); }
export function toggleTheme() {
	set('theme', theme() === 'dark' ? 'light' : 'dark');
	applyTheme();
}
dark.addEventListener('change', applyTheme);
