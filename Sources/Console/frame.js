// The frame of every view: the bar above, the navigation, the field to jump anywhere.

import { get } from './api.js';
import { $, h, icon, redraw, show } from './dom.js';
import { ask, toast } from './feedback.js';
import { rowSign } from './pieces.js';
import { go, link, sandboxLink, scenarioLink } from './router.js';
import { set, setting, toggleTheme } from './settings.js';
import { catchUp, store } from './store.js';
import { number, shortID } from './words.js';

/** Sandboxes in the navigation; the list has them all. */
const NAV_MAX = 60;

export function wireFrame(rerender) {
	$('menu').append(icon('menu'));
	$('theme').append(icon('moon'));
	$('help').append(icon('help'));
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
	const here = parts[0] ?? '', rows = [...store.sandboxes.values()].slice(0, NAV_MAX);
	const facts = [here, parts[1], rows.map((row) => [row.name, row.verdict, row.hollow, row.counts.transactions])];
	const current = (isHere) => isHere && 'page';
	redraw($('nav'), facts, () => [
		store.about.loopback || store.about.needsToken ? null : h('p.open-net',
			'Everybody who reaches this address can read vouchers. Start with --admin-token.'),
		h('ul.places', PLACES.map(([id, name, symbol]) => h('li',
			h('a', { href: `#/${id}`, 'aria-current': current(here === id) }, icon(symbol), name)))),
		h('h2', 'Sandboxes', h('a', { href: '#/' }, '+ new')),
		h('ul.boxes', rows.map((row) => h('li', h('a', {
			href: sandboxLink(row.name), 'aria-current': current(here === 's' && parts[1] === row.name),
		}, rowSign(row), h('span.clip', row.name),
		h('small.num', number(row.counts.transactions)))))),
		store.sandboxes.size > NAV_MAX && h('a', { href: '#/sandboxes' }, `All ${store.sandboxes.size}`),
	]);
}

// The field to jump anywhere.

const FOUND_MAX = 12;

function jumpsTo(text) {
	const wanted = text.trim().toLowerCase();
	if (!wanted) return [];
	const sandboxes = [...store.sandboxes.keys()].filter((name) => name.toLowerCase().includes(wanted))
		.map((name) => [name, 'sandbox', sandboxLink(name)]);
	const scenarios = store.scenarios
		.filter((one) => `${one.name} ${one.title}`.toLowerCase().includes(wanted))
		.map((one) => [one.name, 'scenario', scenarioLink(one.name)]);
	return [...sandboxes, ...scenarios].slice(0, FOUND_MAX);
}

/** Transactions whose id begins like the text, from the mock; only for what looks like an id. */
async function transactionsLike(text) {
	const wanted = text.trim().toLowerCase();
	if (!/^[0-9a-f][0-9a-f-]{3,}$/.test(wanted)) return [];
	const names = [...store.sandboxes.keys()].slice(0, 20);
	const pages = await Promise.all(names.map((name) =>
		get(`sandboxes/${encodeURIComponent(name)}/transactions?view=summary&limit=3&q=id:${wanted}`)
			.catch(() => ({ transactions: [] }))));
	return pages.flatMap((page, index) => page.transactions.map((one) =>
		[`${shortID(one.id)} ${one.product ?? ''}`, names[index], sandboxLink(names[index], 't', one.id)]));
}

function wireJump() {
	const input = $('jump'), list = $('jumps');
	let found = [], at = 0, run = 0;
	const draw = () => {
		list.hidden = !found.length;
		input.setAttribute('aria-expanded', found.length ? 'true' : 'false');
		show(list, found.map(([name, what, href], index) => h('div', {
			role: 'option', id: `jump-${index}`, 'aria-selected': String(index === at),
			onmousedown: (event) => { event.preventDefault(); take(href); },
		}, h('span', name), h('small', what))));
		if (found.length) input.setAttribute('aria-activedescendant', `jump-${at}`);
		else input.removeAttribute('aria-activedescendant');
	};
	const clear = () => { found = []; run++; draw(); };
	const take = (href) => { input.value = ''; clear(); input.blur(); go(href); };
	input.addEventListener('input', async () => {
		const mine = ++run;
		at = 0;
		found = jumpsTo(input.value);
		draw();
		const more = await transactionsLike(input.value);
		if (mine !== run || !more.length) return;
		found = [...more, ...found].slice(0, FOUND_MAX);
		draw();
	});
	input.addEventListener('blur', clear);
	input.addEventListener('keydown', (event) => {
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			event.preventDefault();
			at = Math.max(0, Math.min(found.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)));
			draw();
		} else if (event.key === 'Enter' && found[at]) take(found[at][2]);
		else if (event.key === 'Escape') { input.value = ''; clear(); input.blur(); }
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
		h('table', h('tbody', KEYS.map(([keys, text]) => h('tr',
			h('td', keys.split('  ').map((key) => [h('kbd', key), ' '])), h('td', text))))),
		choice('keys', 'Single keys do this', ['on', 'off'], 'on'),
		choice('utc', 'Times in UTC', ['yes', 'no'], 'no', () => location.reload()),
		h('p.quiet', 'Reading a ladder: a line that turns green knows of a voucher; a '
			+ 'hatched one does not know how it ended; an arrow that ends in ✕ never arrived.')),
	[['Close', 'primary', rerender]]);
}
