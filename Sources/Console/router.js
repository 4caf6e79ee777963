// Addresses. Every state of a view is in the part after #, so that each can be linked to and no
// server has to know them: `#/s/NAME/t/ID?m=SEQ`.

/** The path and the query of the address. */
export function route() {
	const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
	const parts = path.split('/').filter(Boolean).map((part) => {
		try { return decodeURIComponent(part); } catch { return part; }
	});
	return { parts, query: new URLSearchParams(query ?? '') };
}

/** The address of a path, `link('s', name, 't', id)`. */
export const link = (...parts) => '#/' + parts.map(encodeURIComponent).join('/');
export const sandboxLink = (name, ...rest) => link('s', name, ...rest);
export const scenarioLink = (name) => '#/scenarios/' + name.split('/').map(encodeURIComponent).join('/');
export const editLink = (name) => '#/edit/' + name.split('/').map(encodeURIComponent).join('/');

/** `?a=1&b=2` of what is given. */
export function queryText(values) {
	const given = Object.entries(values).filter(([, value]) => value);
	return given.length ? '?' + new URLSearchParams(given) : '';
}

let onRoute = () => {};
export function whenRouteChanges(listener) {
	onRoute = listener;
	addEventListener('hashchange', () => onRoute());
}

/** Goes to an address, by default with a step in the history. */
export function go(href, replaces = false) {
	if (replaces) history.replaceState(null, '', href);
	else history.pushState(null, '', href);
	onRoute();
}
