// Providers, their products, and where a request would go.

import { call, complain, get, h, icon, rand, show, table, tag } from '../kit.js';

export function providers() {
	const list = h('div.plist', h('p.quiet', 'Loading …'));
	Promise.all([get('providers'), get('products')]).then(([{ providers: all }, { products }]) =>
		show(list, all.map((one) => card(one, products[one.id] ?? []))), complain);
	return {
		title: 'Providers',
		node: [
			h('div.head', h('h1', 'Providers and products')),
			h('p.quiet.spaced', 'A request goes to the provider that its receiver, settlementEntity or product names.'),
			question(), list,
		],
	};
}

/** "Where would this request go?" */
function question() {
	const answer = h('output.row');
	const field = (label) => h('input.field', { 'aria-label': label, placeholder: label });
	const receiver = field('Receiver'), entity = field('Settlement entity'), product = field('Product id');
	const ask = async () => {
		try {
			const { provider, name, because } = await call('POST', 'route', {
				receiver: receiver.value || null, settlementEntity: entity.value || null, product: product.value || null,
			});
			show(answer, 'goes to ', h('b', name ?? provider), because && h('span.quiet', because));
		} catch (error) { complain(error); }
	};
	return h('form.card.row.ask-route', {
		'aria-label': 'Where a request would go',
		onsubmit: (event) => { event.preventDefault(); ask(); },
	}, h('b', 'Where would a request go?'), receiver, entity, product,
	h('button.button', { type: 'submit' }, 'Ask'), answer);
}

function card(one, products) {
	const { code, pin, validFor } = one.voucher;
	const price = (item) => item.amount ? rand(item.amount.amount)
		: item.minAmount ? `${rand(item.minAmount.amount)} – ${rand(item.maxAmount.amount)}` : 'any';
	return h('section.card.stack',
		h('h2', one.name, ' ', h('code.quiet', one.id)),
		h('div.row',
			one.retries === 'declined' ? tag([icon('warn'), 'declines retries'], 't-warn') : tag('takes retries', 't-ok'),
			one.advices === 'consumed' ? tag([icon('warn'), 'is never told of advices'], 't-warn') : tag('hears of advices', 't-ok')),
		h('dl', Object.entries(one.routes ?? {}).map(([key, values]) => [
			h('dt', key), h('dd', h('code', values.join(', ')))]),
		h('dt', 'voucher'), h('dd', `${code.digits} digits`
			+ `${pin ? `, PIN of ${pin.digits}` : ''}${validFor ? `, good for ${validFor}` : ''}`)),
		one.source && h('p.quiet', one.source),
		products.length > 0 && table(`Products of ${one.name}`, ['Id', 'Name', ['Price', 'r']], products.map((item) => h('tr',
			h('td', h('code', item.productId)), h('td', item.name), h('td.r.num', price(item))))));
}
