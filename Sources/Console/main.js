// Where the page begins: the frame, the ways to the views, and what refreshes them.
//
// A view is a function that takes a route and returns an object:
//   title              for the window
//   node               what is shown; `isFixed` if it scrolls inside itself
//   update(route)      the address changed within the view
//   refresh(names)     these sandboxes changed; null for all, [] for the list alone
//   judged(name)       this sandbox has a new verdict; refresh([]) without it
//   close()            it is left
//   rows               the list that j and k walk, if there is one

import {
	$, askToken, capital, h, route, say, show, takeTokenFromAddress, whenRouteChanges, whenTokenIsMissing,
} from './kit.js';
import { closeMenu, drawNavigation, drawTail, wireFrame } from './frame.js';
import { wireKeys } from './keys.js';
import { applyTheme } from './settings.js';
import { onChange, start, whenLineChanges } from './store.js';
import { editor } from './views/editor.js';
import { file } from './views/file.js';
import { home } from './views/home.js';
import { providers } from './views/providers.js';
import { reports } from './views/reports.js';
import { sandbox } from './views/sandbox.js';
import { sandboxes } from './views/sandboxes.js';
import { scenarios } from './views/scenarios.js';

const VIEWS = { sandboxes, s: sandbox, scenarios, edit: editor, providers, reports, file };

const RETRY_MS = 3000;

/** The open view, and the part of the address that chose it. */
let view = null;
let place = null;

const placeOf = ({ parts: [first = '', ...rest] }) => (first === 's' ? `s/${rest[0]}` : [first, ...rest].join('/'));

function render() {
	const now = route(), wanted = placeOf(now);
	if (view && wanted === place) {
		view.update?.(now);
	} else {
		const isFirst = view === null;
		view?.close?.();
		place = wanted;
		view = open(now);
		const main = $('main');
		main.className = view.isFixed ? 'fixed' : '';
		show(main, view.node);
		if (!isFirst) main.focus({ preventScroll: true });
		main.scrollTop = 0;
	}
	titled();
	drawNavigation(now.parts);
	closeMenu();
}

function open(now) {
	try {
		return (VIEWS[now.parts[0]] ?? home)(now);
	} catch (error) {
		console.error(error);
		return {
			title: 'Broken',
			node: h('div.empty', h('h1', 'This page broke'),
				h('p.mono', String(error)), h('a.button', { href: '#/' }, 'Start')),
		};
	}
}

function titled() {
	const title = view.title ? `${capital(view.title)} · electrum-mock` : 'electrum-mock';
	if (document.title !== title) {
		document.title = title;
		say(title);
	}
}

async function begin() {
	takeTokenFromAddress();
	applyTheme();
	whenTokenIsMissing(askToken);
	wireFrame(() => render());
	wireKeys(() => view, () => render());
	whenLineChanges(drawTail);
	drawTail();
	try {
		await start();
	} catch (error) {
		show($('main'), h('div.empty', h('h1', 'The mock does not answer'),
			h('p', error.message), error.hint && h('p', error.hint), h('p', 'This page tries again by itself.')));
		setTimeout(() => location.reload(), RETRY_MS);
		return;
	}
	whenRouteChanges(render);
	render();
	onChange((names, judged) => {
		if (judged && view.judged) view.judged(judged); else view.refresh?.(names);
		titled();
		drawNavigation(route().parts);
	});
	setInterval(() => view.tick?.(), 1000);
}

begin();
