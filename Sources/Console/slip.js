// The voucher as a till would print it, with a stamp if it never should have been.

import { clockText, complain, get, h, ladderOf, ofSandbox, rand, time } from './kit.js';

const REMARKS = {
	'Never printed': 'No answer with this voucher ever reached the till.',
	'Not printed yet': 'The answer with this voucher is still on its way.',
	Cancelled: 'The till had it, and reversed it.',
	'Not sold': 'The till takes it for declined.',
};

/** The stamp on the slip of a transaction, null for none. */
function stampOf(detail) {
	const till = detail.beliefs[0];
	const came = detail.messages.some((one) =>
		/^(provision|retry)$/.test(one.op) && one.outcome === 'ok');
	if (till === 'waiting') return 'Not printed yet';
	if (till === 'reversed') return came ? 'Cancelled' : 'Never printed';
	return { unknown: 'Never printed', declined: 'Not sold' }[till] ?? null;
}

/** The slip of a transaction with a voucher; null without one. */
export async function slip(name, detail) {
	const provision = detail.messages.find((one) => one.op === 'provision');
	if (!provision || !detail.voucher) return null;
	const record = await get(ofSandbox(name, `/journal/${provision.seq}`));
	const { voucher } = detail;
	const shop = record.request?.originator?.merchant?.merchantName ?? {};
	const stamp = stampOf(detail);
	const code = h('button.code', {
		title: 'Show the code',
		onclick: () => uncover(name, detail.id, code),
	}, '•••• •••• •••• ••••', h('span.sr', 'Show the voucher code'));
	const fact = (term, value) => [h('dt', term), h('dd', value)];
	const paper = h('div', { class: `slip ${stamp ? 'void' : ''}` },
		h('div', h('b', shop.name ?? 'Shop')),
		h('div', [shop.city, shop.region, shop.country].filter(Boolean).join(', ')), h('hr'),
		h('dl', fact('Till', detail.terminal ?? '–'), fact('Time', clockText(time(detail.at), false)),
			fact(detail.product ?? 'Voucher', rand(detail.amount))), h('hr'),
		h('div', 'VOUCHER'), code,
		voucher.pin && h('div', 'PIN ••••'),
		voucher.serialNumber && h('div', `Serial ${voucher.serialNumber}`),
		voucher.expiryDate && h('div', `Valid until ${voucher.expiryDate.slice(0, 10)}`), h('hr'),
		(voucher.redeemInstructions ?? []).map((line) => h('div', line)),
		stamp && h('div.stamp', stamp));
	const isAtRisk = detail.opinion.kind === 'risk';
	return h('section.sect', h('h2', 'The slip'), h('div.slip-row', paper,
		h('div.stack.quiet',
			h('p', REMARKS[stamp] ?? 'What the till could print from the answer it got.'),
			isAtRisk && h('p', h('b.bad-text',
				`It can still be redeemed at ${detail.providerName ?? 'the provider'}.`)),
			h('p', 'The code is covered; press it to show it. PINs stay covered.'))));
}

async function uncover(name, id, code) {
	try {
		const { voucher } = await ladderOf(name, id, 'show');
		code.textContent = String(voucher?.code ?? '').replace(/(.{4})(?=.)/g, '$1 ');
	} catch (error) { complain(error); }
}
