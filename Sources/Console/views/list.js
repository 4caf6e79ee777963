// A search, a list, and beside it what is open: so are transactions and journal.

import { complain, empty, get, go, h, ofSandbox, queryText } from '../kit.js';
import { Refresher } from '../refresher.js';
import { Rows } from '../rows.js';
import { SearchBar } from '../search.js';

/**
 * @param name the sandbox
 * @param options those of `Rows` and `SearchBar`; `path`, `items`, `keys`: the call, the member of its answer, the parameter
 * for keys; `address` of an item; `keyOf` a route, null for none; `panel`: `node`, `show(key, query)`, `refresh()`; `chips()`;
 * `first()`, shown if there is nothing
 */
export function list(name, route, options) {
	const { base, panel } = options;
	let q = route.query.get('q') ?? '', now = route;
	const search = new SearchBar((text) => base + queryText({ q: text }), options.placeholder, options.help);
	const rows = new Rows({
		...options,
		open: (one) => go(options.address(one, q)),
		fetch: async ({ before, limit, keys }) => {
			const page = await get(ofSandbox(name, options.path, {
				view: 'summary', q, before, limit, [options.keys]: keys?.join(','),
			}));
			return { items: page[options.items], total: page.total, next: page.next };
		},
	});
	const split = h('div.split', rows.node, panel.node);
	const refresher = new Refresher(async () => {
		await rows.refresh();
		drawNothing();
		await panel.refresh();
	}, 250, 4);

	function drawNothing() {
		rows.nothing.replaceChildren(q ? empty('search', h('p', 'Nothing fits ', h('code', q)),
			h('a.button', { href: base }, 'Show all')) : options.first());
	}

	async function update(next) {
		now = next;
		const wanted = now.query.get('q') ?? '', isNew = wanted !== q, key = options.keyOf(now);
		q = wanted;
		search.draw(q, options.chips());
		split.classList.toggle('open', key !== null);
		panel.node.hidden = key === null;
		try {
			if (isNew) { await rows.load(); drawNothing(); }
			if (rows.chosen !== key) rows.choose(key, true);
			await panel.show(key, now.query);
		} catch (error) { complain(error); }
	}

	return {
		isFixed: true, rows, update,
		node: [search.node, split],
		refresh: () => refresher.poke(),
		judged: () => rows.repaint(),
		shown() {
			rows.load().then(drawNothing, complain);
			update(now);
		},
		close() { rows.close(); refresher.close(); search.close(); },
	};
}
