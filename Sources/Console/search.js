// The search field above a list; the mock does the searching.

import { h, icon, redraw } from './dom.js';
import { ask } from './feedback.js';
import { go, queryText } from './router.js';
import { number } from './words.js';

export class SearchBar {
	/**
	 * @param base the address without the search
	 * @param help pairs of an example and its meaning
	 */
	constructor(base, placeholder, help) {
		this.base = base;
		this.input = h('input.field', {
			type: 'search', id: 'filter', placeholder, 'aria-label': placeholder, spellcheck: 'false',
			oninput: () => {
				clearTimeout(this.typing);
				this.typing = setTimeout(() => go(base + queryText({ q: this.input.value }), true), 150);
			},
		});
		this.chips = h('span.row.chips');
		const table = () => h('table', h('tbody', help.map(([example, meaning]) =>
			h('tr', h('td', h('code', example)), h('td', meaning)))));
		this.node = h('div.bar', h('span.search', icon('search'), this.input),
			this.chips, h('button.icon-button', {
				'aria-label': 'How to search',
				onclick: () => ask('Searching', table(), [['Close', 'primary']]),
			}, icon('help')));
	}

	/** @param chips text, search, count (nil if unknown) and class each; those with none are left out. */
	draw(q, chips) {
		if (document.activeElement !== this.input) this.input.value = q;
		redraw(this.chips, [q, chips], () => chips.filter(([, , count]) => count !== 0).map(([text, search, count, cls]) => h('a', {
			class: `tag ${q === search ? 't-link' : cls ?? ''}`, 'aria-current': q === search && 'true',
			href: this.base + queryText({ q: q === search ? '' : search }),
		}, text, count > 0 && ` ${number(count)}`)));
	}

	close() { clearTimeout(this.typing); }
}
