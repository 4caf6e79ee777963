// The advices that the switch has acknowledged and the provider has not.

import {
	button, clockText, empty, get, h, ofSandbox, sandboxLink, shortID, span, table, tag, time,
} from '../kit.js';
import { sandboxNow } from '../store.js';
import { advance } from './sandbox.js';
import { tab } from './tab.js';

const HEADS = [h('span.sr', 'Place'), 'Advice', 'Transaction', 'Attempts', 'Next attempt', h('span.sr', 'Move')];

export const queue = (context) => tab(
	async () => (await get(ofSandbox(context.name, '/queue'))).providers.filter((one) => one.depth),
	() => context.row.clock === 'manual' && context.row.now,
	(list) => (list.length ? page(list, context)
		: h('div.card', empty('box', h('p', 'Nothing waits: every advice has reached its provider.')))));

const page = (list, context) => [
	h('p.quiet', 'Confirmations and reversals that the switch has acknowledged and the provider has not. The '
		+ 'oldest of each provider is tried again until it is answered; the others wait behind it.'),
	list.map((one) => h('section.card',
		h('h2', one.provider, ' ', tag(`${one.depth} waiting`)),
		table(`Queue of ${one.provider}`, HEADS, one.entries.map((entry, index) => line(entry, index === 0, context))))),
];

function line(entry, isHead, { name, row }) {
	const due = Math.max(0, time(entry.nextAt) - sandboxNow(row));
	return h('tr', h('td.quiet', isHead ? 'head' : ''), h('td', entry.operation),
		h('td', h('a.mono', { href: sandboxLink(name, 't', entry.transaction) }, shortID(entry.transaction))),
		h('td.num', entry.attempts),
		h('td.num', isHead ? `${clockText(time(entry.nextAt))}, in ${span(due)}` : h('span.quiet', 'after the one before')),
		h('td.r', isHead && row.clock === 'manual'
			&& button('Move the clock there', () => advance(name, `${Math.ceil(due)}ms`), 'small')));
}
