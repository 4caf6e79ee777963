// One sandbox: its head, the banner with the verdict, and a tab below.

import {
	button, call, capital, clockText, complain, confirm, dutyText, empty, get, h, icon, isHollow, many, number, ofSandbox,
	playsText, radar, rand, redraw, riskLink, sandboxLink, scenarioLink, show, time, toast, urlBox, VERDICTS,
} from '../kit.js';
import { Refresher } from '../refresher.js';
import { baseURL, changed, factsOf, loadSandbox, sandboxNow, store } from '../store.js';
import { sampleSale } from '../till.js';
import { journal } from './journal.js';
import { queue } from './queue.js';
import { scenario } from './scenario.js';
import { transactions } from './transactions.js';
import { verdict } from './verdict.js';

const TABS = { '': transactions, journal, verdict, scenario, queue };
/** One transaction is open in the list of transactions. */
const tabOf = (parts) => (parts[2] === 't' ? '' : parts[2] ?? '');

const MARKS = { fail: '✕ ', pass: '✓ ', inconclusive: '… ' };
const NARROW = matchMedia('(max-width: 1020px)');

export function sandbox(route) {
	// What the tabs share.
	const context = { name: route.parts[1], row: store.sandboxes.get(route.parts[1]) ?? null };
	const slots = { crumbs: h('div.crumbs'), head: h('div'), banner: h('div'), tabs: h('div'), tab: h('div.tab') };
	let now = route, tab = null, tabName = null;
	const view = {
		isFixed: true,
		get title() { return (MARKS[context.row?.verdict] ?? '') + context.name; },
		get rows() { return tab?.rows; },
		node: [slots.crumbs, slots.head, slots.banner, slots.tabs, slots.tab],
		update(next) { now = next; draw(); },
		refresh(names) {
			if (names && !names.includes(context.name)) return;
			numbers.poke();
			tab?.refresh?.();
		},
		judged(name) {
			if (name !== context.name || !context.row) return;
			context.row = store.sandboxes.get(name) ?? context.row;
			draw();
			tab?.judged?.();
		},
		tick() {
			const clock = slots.head.querySelector('.ticking');
			if (clock && context.row && !store.isPaused) clock.textContent = clockText(sandboxNow(context.row), false);
		},
		close() {
			numbers.close();
			tab?.close?.();
		},
	};

	const numbers = new Refresher(async () => {
		try {
			context.row = await loadSandbox(context.name);
		} catch (error) {
			if (error.status !== 404 && error.status !== 410) throw error;
			context.row = null;
			store.sandboxes.delete(context.name);
		}
		draw();
	}, 250, 4);

	function draw() {
		if (!context.row) {
			tab?.close?.();
			tab = tabName = null;
			for (const part of ['crumbs', 'head', 'banner', 'tabs']) show(slots[part]);
			return show(slots.tab, nothing(context.name));
		}
		const isAlone = NARROW.matches && (now.parts[2] === 't' || now.query.get('m'));
		for (const part of ['head', 'banner', 'tabs']) slots[part].hidden = Boolean(isAlone);
		slots.crumbs.hidden = !isAlone;
		redraw(slots.crumbs, context.name, () => [h('a', { href: sandboxLink(context.name) }, `‹ ${context.name}`), h('h1.sr', context.name)]);
		const { row } = context, facts = factsOf(row);
		redraw(slots.head, [facts, row.clock === 'manual' && row.now], () => head(context));
		redraw(slots.banner, facts, () => banner(context));
		redraw(slots.tabs, [facts, tabOf(now.parts)], () => tabs(context, tabOf(now.parts)));
		slots.tabs.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
		drawTab();
	}

	function drawTab() {
		const wanted = TABS[tabOf(now.parts)] ? tabOf(now.parts) : '';
		if (wanted === tabName) return tab.update?.(now);
		tab?.close?.();
		tabName = wanted;
		tab = TABS[wanted](context, now);
		slots.tab.className = tab.isFixed ? 'tab fixed' : 'tab';
		show(slots.tab, tab.node);
		tab.shown?.();
	}

	draw();
	numbers.poke();
	return view;
}

const nothing = (name) => empty('box', h('h1', `There is no sandbox ${name}`),
	h('p', 'It was never made, was deleted, or the mock was started anew.'),
	h('div.row', h('a.button', { href: '#/sandboxes' }, 'All sandboxes'),
		h('a.button', { href: '#/' }, 'Make one: pick a scenario')));

// The head.

function head(context) {
	const { row, name } = context;
	const plays = row.inline || row.scenario === 'none' ? playsText(row)
		: h('a', { href: scenarioLink(row.scenario) }, row.scenario);
	return h('div.head',
		h('div.grow',
			h('div.row.title', h('h1', name), urlBox(baseURL(name))),
			h('div.row.facts', h('span', 'plays ', plays), h('span', `${row.messaging} messaging`),
				h('span', `seed ${row.seed}`), clock(row))),
		h('div.row.actions', button('Send a sample sale', () => sampleSale(name), '', 'play'),
			button('Reset …', () => reset(row), '', 'reset')));
}

function clock(row) {
	if (row.clock !== 'manual') {
		return h('span.row.clock', 'clock ', h('b.num.ticking', clockText(sandboxNow(row), false)), 'real');
	}
	const step = (by, text = `+${by}`) => button(text, () => advance(row.name, by), 'small');
	return h('span.row.clock', 'clock ', h('b.num', clockText(time(row.now))), 'manual',
		['1s', '10s', '1m', '1h', '24h'].map((by) => step(by)), step('next', 'next event'), step('idle', 'until idle'));
}

/** Moves a sandbox's clock: by a duration, to the `next` thing that is due, until it is `idle`. */
export async function advance(name, by) {
	try {
		const { now } = await call('POST', ofSandbox(name, '/clock'), { advance: by });
		toast(`The clock of ${name} is at ${clockText(time(now))}`);
		changed([name]);
	} catch (error) { complain(error); }
}

function reset(row) {
	confirm(`Reset ${row.name}?`, `Its ${many(row.counts.transactions, 'transaction')}, its journal `
		+ 'and its queue are forgotten, and its clock begins anew. The scenario and the seed stay.', 'Reset', async () => {
		const text = row.inline && (await get(ofSandbox(row.name, '/rules'))).scenario.text;
		await call('PUT', ofSandbox(row.name, '', { seed: row.seed, clock: row.clock }),
			text ? { yaml: text } : { scenario: row.scenario });
		toast(`${row.name} is empty again`);
		changed([row.name]);
	});
}

// The banner.

const WORDS = { pass: 'PASS', fail: 'FAIL', inconclusive: 'OPEN', pending: 'JUDGING' };

function banner({ row, name }) {
	if (row.verdict === 'none') {
		return h('section.banner.b-waiting', { 'aria-label': 'Verdict' },
			h('div.word', radar(), 'Waiting'),
			h('p', 'for the first message of your till.'), h('span'));
	}
	const hollow = isHollow(row), kind = hollow ? 'hollow' : row.verdict;
	const says = hollow ? `The fault never happened: ${row.hollow.join(', ')} decided nothing, so this run proves nothing`
		: capital(row.lead);
	return h('section', { class: `banner b-${kind}`, 'aria-label': 'Verdict' },
		h('div.word', icon(hollow ? 'warn' : row.verdict), hollow ? 'HOLLOW PASS' : WORDS[row.verdict]),
		h('div', h('p', says, '. ', row.risk.count > 0 && [
			h('a', { href: riskLink(name) }, h('b', `${rand(row.risk.amount)} at risk`)),
			` in ${many(row.risk.count, 'voucher')}.`]),
		h('small', remarks(row))),
		h('div.strip', Object.entries(row.rules).map(([id, verdict]) => h('a', {
			class: `v-${verdict}`, href: sandboxLink(name, 'verdict', id),
			title: dutyText(id, verdict), 'aria-label': `${id} ${VERDICTS[verdict]}`,
		}, icon(verdict), h('span', { 'aria-hidden': 'true' }, id)))));
}

function remarks(row) {
	const faults = Object.entries(row.faults).map(([name, count]) => `${name} ${number(count)}×`);
	return [
		many(row.messages, 'message'),
		faults.length ? `faults: ${faults.slice(0, 3).join(', ')}${faults.length > 3 ? ` and ${faults.length - 3} more` : ''}`
			: 'no rule decided',
		row.dropped > 0 && `${number(row.dropped)} records were dropped`,
	].filter(Boolean).join(' · ');
}

function tabs({ row, name }, active) {
	const list = [
		['', 'Transactions', number(row.counts.transactions)], ['journal', 'Journal', number(row.counts.records)],
		['verdict', 'Verdict', row.broken.length || null, row.broken.length > 0],
		['scenario', 'Scenario', row.hollow.length ? 'never fired' : null, row.hollow.length > 0],
		['queue', 'Queue', row.queue || null],
	];
	return h('nav.tabs', { 'aria-label': name }, list.map(([id, text, count, isHot]) => h('a', {
		href: id ? sandboxLink(name, id) : sandboxLink(name), 'aria-current': id === active && 'page',
	}, text, count !== null && h('small', { class: isHot ? 'hot' : '' }, count))));
}
