// Every record of a sandbox, live.

import {
	empty, go, h, isDelivery, letter, moment, operationName, outcomeTag, queryText, sandboxLink, shortID, show, span,
	tag, time,
} from '../kit.js';
import { MessagePanel } from '../message.js';
import { list } from './list.js';

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

export function journal({ name }, route) {
	const base = sandboxLink(name, 'journal');
	return list(name, route, {
		base, panel: new RecordPanel(name), help: HELP,
		placeholder: 'Search: op:retry status:5xx rule:… terminal:… or any word',
		label: 'Journal, newest first', id: 'rec', cls: 'g-rec', heights: [32, 32], head: HEADS,
		path: '/journal', items: 'records', keys: 'seq',
		key: (one) => one.seq, order: (one) => one.seq, row: line,
		address: (one, q) => base + queryText({ q, m: one.seq }),
		keyOf: ({ query }) => Number(query.get('m')) || null,
		chips: () => CHIPS,
		first: () => empty('search', h('p', 'No record yet.')),
	});
}

/** A record, and the way to its transaction. */
class RecordPanel {
	constructor(name) {
		this.name = name;
		this.message = new MessagePanel(name, (pane) => {
			const { q, m } = Object.fromEntries(this.query);
			go(sandboxLink(name, 'journal') + queryText({ q, m, pane }), true);
		});
		this.whole = h('div.sect');
		this.seq = null;
		this.node = h('article.detail', { 'aria-label': 'Record' }, this.message.node, this.whole);
	}

	async show(seq, query) {
		Object.assign(this, { seq, query });
		if (seq === null) return;
		const record = await this.message.show(seq, query.get('pane'));
		this.whole.hidden = !record?.transaction;
		show(this.whole, h('a.button', {
			href: sandboxLink(this.name, 't', record?.transaction ?? '') + `?m=${seq}`,
		}, 'Open the whole transaction as a ladder'));
	}

	refresh() { return this.show(this.seq, this.query); }
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
