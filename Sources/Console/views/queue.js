// The advices that the switch has acknowledged and the provider has not.

import { get, ofSandbox } from '../api.js';
import { h, redraw } from '../dom.js';
import { button, empty, table, tag } from '../pieces.js';
import { Refresher } from '../refresher.js';
import { sandboxLink } from '../router.js';
import { sandboxNow } from '../store.js';
import { capital, clockText, shortID, span, time } from '../words.js';
import { advance } from './sandbox.js';

const HEADS = [h('span.sr', 'Place'), 'Advice', 'Transaction', 'Attempts', 'Next attempt', h('span.sr', 'Move')];

export function queue(context) {
	const { name } = context, node = h('div.stack');
	let list = null;
	const draw = () => redraw(node, [list, context.row.clock === 'manual' && context.row.now], () => page());
	const refresher = new Refresher(async () => {
		list = (await get(ofSandbox(name, '/queue'))).providers.filter((one) => one.depth);
		draw();
	}, 500, 10);

	function page() {
		if (!list) return h('p.quiet', 'Loading …');
		if (!list.length) {
			return h('div.card', empty('box', h('p', 'Nothing waits: every advice has reached its provider.')));
		}
		return [
			h('p.quiet', 'Confirmations and reversals that the switch has acknowledged and the provider has not. The '
				+ 'oldest of each provider is tried again until it is answered; the others wait behind it.'),
			list.map((one) => h('section.card',
				h('h2', capital(one.provider), ' ', tag(`${one.depth} waiting`)),
				table(`Queue of ${one.provider}`, HEADS, one.entries.map((entry, index) => line(entry, index === 0))))),
		];
	}

	function line(entry, isHead) {
		const due = Math.max(0, time(entry.nextAt) - sandboxNow(context.row));
		return h('tr', h('td.quiet', isHead ? 'head' : ''), h('td', entry.operation),
			h('td', h('a.mono', { href: sandboxLink(name, 't', entry.transaction) }, shortID(entry.transaction))),
			h('td.num', entry.attempts),
			h('td.num', isHead ? `${clockText(time(entry.nextAt))}, in ${span(due)}` : h('span.quiet', 'after the one before')),
			h('td.r', isHead && context.row.clock === 'manual'
				&& button('Move the clock there', () => advance(name, `${Math.ceil(due)}ms`), 'small')));
	}

	return {
		node, refresh: () => refresher.poke(),
		shown() { draw(); refresher.poke(); },
		close: () => refresher.close(),
	};
}
