// All sandboxes, one line each.

import { call, ofSandbox } from '../api.js';
import { h, icon, redraw } from '../dom.js';
import { ask, complain, toast } from '../feedback.js';
import { rowSign, rowVerdict, table } from '../pieces.js';
import { sandboxLink } from '../router.js';
import { changed, store } from '../store.js';
import { clockText, many, number, rand, time } from '../words.js';

const HEADS = [
	'Verdict', 'Sandbox', 'Scenario', ['Transactions', 'r'], ['Messages', 'r'], ['At risk', 'r'], ['Queue', 'r'],
	'Clock', 'Last message', [h('span.sr', 'Delete'), ''],
];

export function sandboxes() {
	const list = h('div.card');
	const draw = () => {
		const rows = [...store.sandboxes.values()];
		redraw(list, rows.map(({ now, seenAt, ...row }) => row), () => table('Sandboxes', HEADS, rows.map(line)));
	};
	draw();
	return {
		title: 'Sandboxes',
		node: [h('div.head', h('h1.grow', 'Sandboxes'), h('a.button', { href: '#/' }, 'New: pick a scenario')), list],
		refresh: draw,
	};
}

const line = (row) => h('tr',
	h('td', h('span.row', rowSign(row), rowVerdict(row))),
	h('td', h('a', { href: sandboxLink(row.name) }, h('b', row.name))),
	h('td', row.inline ? 'a text of its own' : row.scenario),
	h('td.r.num', number(row.counts.transactions)),
	h('td.r.num', number(row.messages)),
	h('td.r.num', row.risk.count
		? h('a.tag.t-bad', { href: sandboxLink(row.name) + '?q=is%3Arisk' }, rand(row.risk.amount)) : '–'),
	h('td.r.num', row.queue ? h('a', { href: sandboxLink(row.name, 'queue') }, row.queue) : '–'),
	h('td', row.clock),
	h('td.num.quiet', row.lastMessageAt ? clockText(time(row.lastMessageAt), false) : 'none yet'),
	h('td', row.name !== 'default' && h('button.icon-button', {
		'aria-label': `Delete ${row.name}`, title: 'Delete', onclick: () => remove(row),
	}, icon('bin'))));

function remove(row) {
	ask(`Delete ${row.name}?`, h('p',
		`Its ${many(row.counts.transactions, 'transaction')}, its journal and its queue are forgotten.`),
	[['Cancel', ''], ['Delete', 'danger', async () => {
		try {
			await call('DELETE', ofSandbox(row.name));
			store.sandboxes.delete(row.name);
			toast(`${row.name} is gone`);
			changed([row.name]);
		} catch (error) { complain(error); }
	}]]);
}
