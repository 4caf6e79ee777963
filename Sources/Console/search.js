// The search field above a list; the mock does the searching.

import { ask, go, h, icon, iconButton, number, pairs, redraw } from './kit.js';

export class SearchBar {
	/** @param address of a search; `help` has pairs of an example and its meaning */
	constructor(address, placeholder, help) {
		this.address = address;
		this.input = h('input.field', {
			type: 'search', id: 'filter', placeholder, 'aria-label': placeholder, spellcheck: 'false',
			oninput: () => {
				clearTimeout(this.typing);
				this.typing = setTimeout(() => go(address(this.input.value), true), 150);
			},
		});
		this.chips = h('span.row.chips');
		this.node = h('div.row.bar', h('span.search', icon('search'), this.input),
			help && iconButton('How to search', 'help', () => ask('Searching', pairs(help, (example) => h('code', example)), [['Close', 'primary']])), this.chips);
	}

	/** @param chips text, search, count (nil if unknown) and class each; those with none are left out. */
	draw(q, chips) {
		if (document.activeElement !== this.input) this.input.value = q;
		redraw(this.chips, [q, chips], () => chips.filter(([, , count]) => count !== 0).map(([text, search, count, cls]) => h('a', {
			class: `tag ${q === search ? 't-link' : cls ?? ''}`, 'aria-current': q === search && 'true',
			href: this.address(q === search ? '' : search),
		}, text, count > 0 && ` ${number(count)}`)));
	}

	close() { clearTimeout(this.typing); }
}
