// Single keys; they can be switched off (WCAG 2.1.4).

import { $, copy, go, queryText, route, sandboxLink } from './kit.js';
import { helpDialog, pause } from './frame.js';
import { setting, toggleTheme } from './settings.js';

const TABS = [[], ['journal'], ['verdict'], ['scenario'], ['queue']];
const PLACES = { s: '#/sandboxes', h: '#/', r: '#/reports' };

export function wireKeys(view, rerender) {
	let isAfterG = false;
	const actions = {
		'/': () => ($('filter') ?? $('jump')).focus(),
		'?': () => helpDialog(rerender),
		p: pause,
		t: toggleTheme,
		c: () => copy(location.href, 'Link copied'),
		j: () => view()?.rows?.move(1),
		k: () => view()?.rows?.move(-1),
		g: () => { isAfterG = true; },
	};
	document.addEventListener('keydown', (event) => {
		if ($('dialog').open) return;
		if (event.key === 'Escape' && !event.target.matches('textarea, #jump')) return close();
		const isTyping = event.target.matches('input, textarea, select');
		if (event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
		if (setting('keys', 'on') === 'off') return;
		const wasAfterG = isAfterG, { parts } = route();
		isAfterG = false;
		const act = wasAfterG && PLACES[event.key] ? () => go(PLACES[event.key])
			: parts[0] === 's' && /^[1-5]$/.test(event.key)
				? () => go(sandboxLink(parts[1], ...TABS[event.key - 1])) : actions[event.key];
		if (!act) return;
		event.preventDefault();
		act();
	});
}

/** Closes the transaction or record that is open. */
function close() {
	const { parts, query } = route();
	if (parts[0] !== 's') return;
	const rest = queryText({ q: query.get('q') });
	if (parts[2] === 't') go(sandboxLink(parts[1]) + rest);
	else if (query.get('m')) go(sandboxLink(...parts.slice(1)) + rest);
}
