// Every record of a sandbox, live.

import { get, ofSandbox } from '../api.js';
import { h } from '../dom.js';
import { complain } from '../feedback.js';
import { MessagePanel } from '../message.js';
import { empty, moment, outcomeTag, tag } from '../pieces.js';
import { Refresher } from '../refresher.js';
import { go, queryText, sandboxLink } from '../router.js';
import { Rows } from '../rows.js';
import { SearchBar } from '../search.js';
import { isDelivery, letter, operationName, shortID, span, time } from '../words.js';

const HELP = [
	['op:retry', 'operation'], ['status:5xx   status:none', 'the answer; none for no answer'],
	['is:lost   is:bad   is:open', 'no answer; refused for form; under way'],
	['rule:cents-silent', 'decided by this rule'], ['near:amount', 'nearly decided by a rule, because of …'],
	['tx:a1b2 terminal:lane0001', 'of a transaction; from a till'],
];
const HEADS = [
	['#', 'c-seq'], ['Time', 'c-at'], ['Message'], ['Transaction', 'wide c-tx'], ['Till', 'wide c-term'], ['Answer'],
	['Took', 'money wide c-ms'], ['Rule', 'c-rule'],
];
const CHIPS = [
	['No answer', 'is:lost', undefined, 't-warn'], ['5xx', 'status:5xx', undefined, 't-warn'],
	['Refused for form', 'is:bad', undefined, 't-bad'], ['Deliveries', 'op:deliver'], ['Under way', 'is:open', undefined, 't-info'],
];

export function journal(context, route) {
	const { name } = context, base = sandboxLink(name, 'journal');
	let q = route.query.get('q') ?? '', now = route;
	const address = (changes) => base + queryText({ q, ...changes });
	const search = new SearchBar(base, 'Search: op:retry status:5xx rule:… terminal:… or any word', HELP);
	const rows = new Rows({
		label: 'Journal, newest first', id: 'rec', cls: 'g-rec', heights: [32, 32], head: HEADS,
		key: (one) => one.seq, order: (one) => one.seq, row: line, open: (one) => go(address({ m: one.seq })),
		fetch: async ({ before, limit, keys }) => {
			const page = await get(ofSandbox(name, '/journal', { view: 'summary', q, before, limit, seq: keys?.join(',') }));
			return { items: page.records, total: page.total, next: page.next };
		},
	});
	const panel = new MessagePanel(name, (pane) => go(address({ m: now.query.get('m'), pane }), true));
	const whole = h('div.sect');
	const detail = h('article.detail', { 'aria-label': 'Record' }, panel.node, whole);
	const split = h('div.split', rows.node, detail);
	const refresher = new Refresher(async () => {
		await rows.refresh();
		drawNothing();
		if (rows.chosen) await panel.show(rows.chosen, now.query.get('pane'));
	}, 250, 4);

	const drawNothing = () => rows.nothing.replaceChildren(empty('search', q
		? [h('p', 'No record fits ', h('code', q)), h('a.button', { href: base }, 'Show all')]
		: h('p', 'No record yet.')));

	async function update(next) {
		now = next;
		const wanted = now.query.get('q') ?? '', isNew = wanted !== q;
		q = wanted;
		search.draw(q, CHIPS);
		const seq = Number(now.query.get('m')) || null;
		split.classList.toggle('open', Boolean(seq));
		detail.hidden = !seq;
		try {
			if (isNew) { await rows.load(); drawNothing(); }
			if (rows.chosen !== seq) rows.choose(seq, true);
			if (!seq) return;
			await panel.show(seq, now.query.get('pane'));
			const record = await panel.load(seq, false);
			whole.hidden = !record.transaction;
			whole.replaceChildren(h('a.button', {
				href: sandboxLink(name, 't', record.transaction ?? '') + `?m=${seq}`,
			}, 'Open the whole transaction as a ladder'));
		} catch (error) { complain(error); }
	}

	return {
		isFixed: true, rows, update,
		node: [search.node, split],
		refresh: () => refresher.poke(),
		shown() {
			rows.load().then(drawNothing, complain);
			update(now);
		},
		close() { rows.close(); refresher.close(); search.close(); },
	};
}

function line(record) {
	if (record.kind) return note(record);
	const took = time(record.finishedAt) - time(record.at);
	const name = operationName(record.operation).replace('confirmation', 'conf.').replace('reversal', 'rev.');
	const look = isDelivery(record) ? 'no' : record.outcome === 'torn' ? 'lost' : record.outcome;
	return {
		cells: [
			[record.seq, 'c-seq quiet num'], [moment(record.at), 'c-at'],
			[[h('span', { class: `tok k-${look}`, 'aria-hidden': 'true' }, letter(record.operation)), ' ', name], 'clip'],
			[h('span.mono', shortID(record.transaction)), 'wide c-tx'],
			[h('span.clip', { title: record.terminal }, record.terminal ?? ''), 'wide c-term clip'],
			[outcomeTag(record, record.text), 'clip'],
			[Number.isFinite(took) ? span(took) : '…', 'money wide quiet c-ms'],
			[record.rule ? tag(record.rule, 'rule') : '', 'clip c-rule'],
		],
	};
}

function note(record) {
	const text = { sandbox: `plays ${record.scenario}`, clock: 'the clock was moved' }[record.kind] ?? '';
	return {
		cells: [
			[record.seq, 'c-seq quiet'], [moment(record.at), 'c-at quiet'], [tag(record.kind)], ['', 'wide c-tx'], ['', 'wide c-term'],
			[h('span.quiet.clip', text), 'clip'], ['', 'wide c-ms'], ['', 'c-rule'],
		],
	};
}
