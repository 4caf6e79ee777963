// All sandboxes, one line each.

import {
	boxLink, call, clockText, confirm, h, iconButton, many, number, ofSandbox, playsText, rand, redraw, riskLink, rowSign, rowVerdict,
	sandboxLink, table, time, toast,
} from '../kit.js';
import { changed, factsOf, rows, store } from '../store.js';

const HEADS = [
	'Verdict', 'Sandbox', 'Scenario', ['Transactions', 'r'], ['Messages', 'r'], ['At risk', 'r'], ['Queue', 'r'],
	'Clock', 'Last message', [h('span.sr', 'Delete'), ''],
];

export function sandboxes() {
	const list = h('div.card');
	const draw = () => {
		const all = rows();
		redraw(list, all.map(factsOf), () => table('Sandboxes', HEADS, all.map(line)));
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
	h('td', boxLink(row)),
	h('td', playsText(row)),
	h('td.r.num', number(row.counts.transactions)),
	h('td.r.num', number(row.messages)),
	h('td.r.num', row.risk.count
		? h('a.tag.t-bad', { href: riskLink(row.name) }, rand(row.risk.amount)) : '–'),
	h('td.r.num', row.queue ? h('a', { href: sandboxLink(row.name, 'queue') }, row.queue) : '–'),
	h('td', row.clock),
	h('td.num.quiet', row.lastMessageAt ? clockText(time(row.lastMessageAt), false) : 'none yet'),
	h('td', row.name !== 'default' && iconButton(`Delete ${row.name}`, 'bin', () => remove(row))));

function remove(row) {
	const text = `Its ${many(row.counts.transactions, 'transaction')}, its journal and its queue are forgotten.`;
	confirm(`Delete ${row.name}?`, text, 'Delete', async () => {
		await call('DELETE', ofSandbox(row.name));
		store.sandboxes.delete(row.name);
		toast(`${row.name} is gone`);
		changed([row.name]);
	});
}
