// The frame of every view: the bar above, the navigation, the field to jump anywhere.

import {
	$, ask, get, go, h, icon, number, ofSandbox, pairs, redraw, rowSign, sandboxLink, scenarioLink, show, toast,
} from './kit.js';
import { applyTheme, set, setting, theme, toggleTheme } from './settings.js';
import { catchUp, rows, store } from './store.js';

/** Sandboxes in the navigation; the list has them all. */
const NAV_MAX = 60;

export function wireFrame(rerender) {
	for (const id of ['menu', 'theme', 'help']) $(id).append(icon(id));
	$('menu').addEventListener('click', () => {
		const isOpen = $('nav').classList.toggle('open');
		$('menu').setAttribute('aria-expanded', String(isOpen));
	});
	$('theme').addEventListener('click', toggleTheme);
	$('help').addEventListener('click', () => helpDialog(rerender));
	$('tail').addEventListener('click', pause);
	document.querySelector('.skip').addEventListener('click', (event) => {
		event.preventDefault();
		$('main').focus();
	});
	wireJump();
}

export function closeMenu() {
	$('nav').classList.remove('open');
	$('menu').setAttribute('aria-expanded', 'false');
}

/** The pill that says if the page is live. */
export function drawTail() {
	const isHeld = store.isPaused && store.line !== 'off';
	const pill = $('tail');
	pill.className = `pill ${isHeld ? 'held' : store.line}`;
	pill.textContent = isHeld ? 'Paused'
		: { on: 'Live', off: 'Reconnecting …', connecting: 'Connecting …' }[store.line];
	pill.title = 'Pause or go on (p): the mock works on, this page stands still';
	pill.setAttribute('aria-pressed', String(store.isPaused));
}

export function pause() {
	store.isPaused = !store.isPaused;
	drawTail();
	if (!store.isPaused) catchUp();
	toast(store.isPaused ? 'Paused. The mock works on.' : 'Live again');
}

const PLACES = [
	['', 'Start', 'home'], ['sandboxes', 'Sandboxes', 'boxes'], ['scenarios', 'Scenarios', 'script'],
	['providers', 'Providers', 'shop'], ['reports', 'Reports', 'report'], ['file', 'Journal file', 'file'],
];

export function drawNavigation(parts) {
	const here = parts[0] ?? '', shown = rows().slice(0, NAV_MAX);
	const facts = [here, parts[1], shown.map((row) => [row.name, row.verdict, row.hollow, row.counts.transactions])];
	const current = (isHere) => isHere && 'page';
	redraw($('nav'), facts, () => [
		store.about.loopback || store.about.needsToken ? null : h('p.open-net',
			'Everybody who reaches this address can read vouchers. Start with --admin-token.'),
		h('ul.places', PLACES.map(([id, name, symbol]) => h('li',
			h('a', { href: `#/${id}`, 'aria-current': current(here === id) }, icon(symbol), name)))),
		h('h2', 'Sandboxes', h('a', { href: '#/' }, '+ new')),
		h('ul.boxes', shown.map((row) => h('li', h('a', {
			href: sandboxLink(row.name), 'aria-current': current(here === 's' && parts[1] === row.name),
		}, rowSign(row), h('span.clip', row.name),
		h('small.num', number(row.counts.transactions)))))),
		store.sandboxes.size > NAV_MAX && h('a', { href: '#/sandboxes' }, `All ${store.sandboxes.size}`),
	]);
}

// The field to jump anywhere.

const places = () => [
	...[...store.sandboxes.keys()].map((name) => [name, 'sandbox', sandboxLink(name)]),
	...store.scenarios.map((one) => [one.name, one.title || 'scenario', scenarioLink(one.name)]),
];

/** Transactions whose id begins like the text, from the mock; only for what looks like an id. */
async function transactionsLike(text) {
	if (!/^[0-9a-f][0-9a-f-]{3,}$/.test(text)) return [];
	const names = [...store.sandboxes.keys()].slice(0, 20);
	const pages = await Promise.all(names.map((name) =>
		get(ofSandbox(name, '/transactions', { view: 'summary', limit: 3, q: `id:${text}` })).catch(() => ({ transactions: [] }))));
	return pages.flatMap((page, index) => page.transactions.map((one) =>
		[one.id, `${names[index]} · ${one.product ?? one.kind}`, sandboxLink(names[index], 't', one.id)]));
}

function wireJump() {
	const input = $('jump');
	let offered = [];
	const offer = (list) => {
		offered = list;
		show($('jumps'), list.map(([name, what]) => h('option', { value: name }, what)));
	};
	const leave = () => { input.value = ''; input.blur(); };
	const take = (one) => { leave(); go(one[2]); };
	const text = () => input.value.trim().toLowerCase();
	input.addEventListener('focus', () => offer(places()));
	input.addEventListener('input', async ({ inputType = '' }) => {
		const one = offered.find(([name]) => name === input.value);
		if (one && !/^(insertText|delete)/.test(inputType)) return take(one);
		const wanted = text(), found = await transactionsLike(wanted);
		if (found.length && wanted === text()) offer([...found, ...places()]);
	});
	input.addEventListener('keydown', async ({ key }) => {
		if (key === 'Escape') leave();
		if (key !== 'Enter' || !text()) return;
		const all = [...places(), ...await transactionsLike(text())];
		const fits = (test) => all.find(([name, what]) => test(name.toLowerCase(), what.toLowerCase()));
		const one = fits((name) => name === text()) ?? fits((name) => name.startsWith(text())) ?? fits((name, what) => `${name} ${what}`.includes(text()));
		if (one) take(one);
	});
}

const KEYS = [
	['/', 'search this list, or go anywhere'], ['j  k', 'next and previous transaction or record'],
	['Esc', 'close what is open'], ['p', 'pause the live view, and go on'],
	['g h  g s  g r', 'go to start, sandboxes, reports'], ['1 … 5', 'tabs of a sandbox'],
	['c', 'copy a link to what is shown'], ['t', 'light or dark'], ['?', 'this list'],
];

export function helpDialog(rerender) {
	const choice = (id, text, values, standard, then) => {
		const box = h('input', {
			type: 'checkbox', id,
			onchange: () => { set(id, box.checked ? values[0] : values[1]); then?.(); },
		});
		box.checked = setting(id, standard) === values[0];
		return h('label.row', { for: id }, box, text);
	};
	ask('Keys and settings', h('div.stack',
		pairs(KEYS, (keys) => keys.split('  ').map((key) => [h('kbd', key), ' '])),
		choice('keys', 'Single keys do this', ['on', 'off'], 'on'),
		choice('theme', 'Dark', ['dark', 'light'], theme(), applyTheme),
		choice('utc', 'Times in UTC', ['yes', 'no'], 'no', () => location.reload())),
	[['Close', 'primary', rerender]]);
}
