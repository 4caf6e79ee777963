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

const link = (...parts) => '#/' + parts.map(encodeURIComponent).join('/');
/** `sandboxLink(name, 't', id)`. */
export const sandboxLink = (...parts) => link('s', ...parts);
export const scenarioLink = (name) => link('scenarios', ...name.split('/'));
export const editLink = (name) => link('edit', ...name.split('/'));
export const riskLink = (name) => sandboxLink(name) + queryText({ q: 'is:risk' });

/** `?a=1&b=2` of what is given. */
export function queryText(values) {
	const given = Object.entries(values).filter(([, value]) => value);
	// A plus sign means a space in forms alone.
	return given.length ? '?' + String(new URLSearchParams(given)).replaceAll('+', '%20') : '';
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
