// The list of transactions, and the one that is open beside it.

import { get, ofSandbox } from '../api.js';
import { h } from '../dom.js';
import { complain } from '../feedback.js';
import { button, empty, findingTag, moment, tokens, trio, urlBox } from '../pieces.js';
import { Refresher } from '../refresher.js';
import { go, queryText, sandboxLink } from '../router.js';
import { Rows } from '../rows.js';
import { SearchBar } from '../search.js';
import { baseURL } from '../store.js';
import { sampleSale } from '../till.js';
import { operationName, rand } from '../words.js';
import { TransactionPanel } from './transaction.js';

const HELP = [
	['a1b2', 'any word of id, product, till, provider …'],
	['provider:ott -state:confirmed', 'of OTT, and not confirmed'],
	['is:risk   is:unsettled', 'a voucher is at risk; something is still due'],
	['finding:D6', 'with a finding of rule D6'],
	['rule:cents-silent', 'where this rule of the scenario decided'],
	['amount:>100 status:5xx', 'over R100, with an answer from 500 to 599'],
	['op:retry', 'with a retry'],
];
const HEADS = [
	['Time', 'c-when'], ['Till', 'wide c-term'], ['Product'], ['Amount', 'money'], ['Messages', 'c-path'],
	[h('span', { title: 'What till, switch and provider believe' }, 'T · S · P'), 'c-trio'], ['Findings', 'wide c-find'],
];

export function transactions(context, route) {
	const { name } = context;
	const base = sandboxLink(name);
	let q = route.query.get('q') ?? '', now = route;
	const search = new SearchBar(base, 'Search: id, product, till, provider:ott finding:D6 …', HELP);
	const rows = new Rows({
		label: 'Transactions, newest first', id: 'tx', cls: 'g-tx', heights: [44, 66], head: HEADS,
		key: (one) => one.id, order: (one) => one.number,
		fetch: async ({ before, limit, keys }) => {
			const page = await get(ofSandbox(name, '/transactions', { view: 'summary', q, before, limit, id: keys?.join(',') }));
			return { items: page.transactions, total: page.total, next: page.next };
		},
		open: (one) => go(sandboxLink(name, 't', one.id) + queryText({ q })),
		row: (one) => line(one, context),
	});
	const panel = new TransactionPanel(context, rows, () => go(base + queryText({ q })));
	const split = h('div.split', rows.node, panel.node);
	const refresher = new Refresher(async () => {
		await rows.refresh();
		drawNothing();
		await panel.refresh();
	}, 250, 4);

	function drawNothing() {
		rows.nothing.replaceChildren(q ? empty('search', h('p', 'No transaction fits ', h('code', q)),
			h('a.button', { href: base }, 'Show all')) : firstSteps(name));
	}

	async function update(next) {
		now = next;
		const wanted = now.query.get('q') ?? '', isNew = wanted !== q;
		q = wanted;
		drawChips();
		const id = now.parts[2] === 't' ? now.parts[3] : null;
		split.classList.toggle('open', Boolean(id));
		panel.node.hidden = !id;
		try {
			if (isNew) { await rows.load(); drawNothing(); }
			if (id) await panel.show(id, now.query); else panel.leave();
			if (rows.chosen !== id) rows.choose(id, true);
		} catch (error) { complain(error); }
	}

	function drawChips() {
		const { kinds, broken } = context.row;
		search.draw(q, [
			['At risk', 'is:risk', kinds.risk, 't-bad'], ['Not settled', 'is:unsettled', kinds.unsettled, 't-warn'],
			['Findings', 'finding:D', kinds.found, broken.length ? 't-bad' : 't-warn'],
			['Under way', 'is:open', kinds.open, 't-info'],
		]);
	}

	return {
		isFixed: true, rows, update,
		node: [search.node, split],
		refresh: () => refresher.poke(),
		judged: () => rows.repaint(),
		shown() {
			panel.node.hidden = true;
			drawChips();
			rows.load().then(drawNothing, complain);
			update(now);
		},
		close() { rows.close(); refresher.close(); search.close(); },
	};
}

function line(one, context) {
	const verdictOf = (id) => context.report?.rules.find((rule) => rule.id === id);
	return {
		cls: ['unsettled', 'risk'].includes(one.opinion) ? 'split-brain' : '',
		cells: [
			[moment(one.at, false), 'c-when'],
			[h('span.clip', { title: one.terminal }, one.terminal ?? '–'), 'wide c-term clip'],
			[[h('div.clip', h('b', one.product ?? operationName(one.kind))),
				h('small.clip', one.provider ? one.providerName ?? one.provider : 'no provider')], 'clip'],
			[rand(one.amount), 'money'], [tokens(one.messages), 'c-path'], [trio(one.beliefs), 'c-trio'],
			[h('span.row', one.findings.map((id) =>
				findingTag(id, verdictOf(id)?.verdict, verdictOf(id)?.title))), 'wide c-find'],
		],
	};
}

const firstSteps = (name) => empty('box',
	h('div.waiting', h('span.radar', { 'aria-hidden': 'true' }), h('b', 'Waiting for the first message')),
	h('p', 'Point your till at'), urlBox(baseURL(name)),
	h('p', 'HTTP Basic: the user name is client.id, the password whatever you like.'),
	button('Or send a sample sale from here', () => sampleSale(name), 'primary', 'play'));
