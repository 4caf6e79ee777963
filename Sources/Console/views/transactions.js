// The list of transactions, and the one that is open beside it.

import {
	button, dutyText, empty, findingTag, go, h, moment, operationName, queryText, radar, rand, sandboxLink, tokens, trio,
	urlBox,
} from '../kit.js';
import { baseURL } from '../store.js';
import { sampleSale } from '../till.js';
import { list } from './list.js';
import { TransactionPanel } from './transaction.js';

const HELP = [
	['a1b2', 'any word of id, product, till, provider …'],
	['provider:ott -state:confirmed', 'of OTT, and not confirmed'],
	['is:risk   is:unsettled', 'a voucher is at risk; something is still due'],
	['finding:D6', 'with a finding of rule D6'],
	['rule:cents-silent', 'where this rule of the scenario decided'],
	['amount:>100 status:5xx op:retry', 'over R100, with an answer from 500 to 599 and a retry'],
];
const HEADS = [
	['Time', 'c-when'], ['Till', 'wide c-term'], ['Product'], ['Amount', 'money'], ['Messages', 'c-path'],
	['T · S · P', 'c-trio', 'What till, switch and provider believe'], ['Findings', 'wide c-find'],
];

/** What every list of transactions has in common. */
export const LOOK = { cls: 'g-tx', heights: [44, 66], head: HEADS, key: (one) => one.id, order: (one) => one.number };

export function transactions(context, route) {
	const { name } = context, base = sandboxLink(name);
	const panel = new TransactionPanel(context, {
		move: (by) => view.rows.move(by),
		close: () => go(base + queryText({ q: panel.query.get('q') })),
	});
	const view = list(name, route, {
		base, panel, help: HELP, placeholder: 'Search: id, product, till, provider:ott finding:D6 …',
		...LOOK, label: 'Transactions, newest first', id: 'tx',
		path: '/transactions', items: 'transactions', keys: 'id',
		row: (one) => line(one, context),
		address: (one, q) => sandboxLink(name, 't', one.id) + queryText({ q }),
		keyOf: ({ parts }) => (parts[2] === 't' ? parts[3] : null),
		chips: () => chips(context.row),
		first: () => firstSteps(name),
	});
	return view;
}

const chips = ({ kinds, broken }) => [
	['At risk', 'is:risk', kinds.risk, 't-bad'], ['Not settled', 'is:unsettled', kinds.unsettled, 't-warn'],
	['Findings', 'finding:D', kinds.found, broken.length ? 't-bad' : 't-warn'],
	['Under way', 'is:open', kinds.open, 't-info'],
];

export function line(one, { row }) {
	return {
		cls: ['unsettled', 'risk'].includes(one.opinion) ? 'split-brain' : '',
		cells: [
			[moment(one.at, false), 'c-when'],
			[h('span.clip', { title: one.terminal }, one.terminal ?? '–'), 'wide c-term clip'],
			[[h('div.clip', h('b', one.product ?? operationName(one.kind))),
				h('small.clip', one.provider ? one.providerName ?? one.provider : 'no provider')], 'clip'],
			[rand(one.amount), 'money'], [tokens(one.messages), 'c-path'], [trio(one.beliefs), 'c-trio'],
			[h('span.row', one.findings.map((id) =>
				findingTag(id, row.rules[id], dutyText(id, row.rules[id])))), 'wide c-find'],
		],
	};
}

const firstSteps = (name) => empty('box',
	h('div.row.waiting', radar(), h('b', 'Waiting for the first message')),
	h('p', 'Point your till at'), urlBox(baseURL(name)),
	button('Or send a sample sale from here', () => sampleSale(name), 'primary', 'play'));
