/**
 * Search for good options: spaces, strategies, budgets, and what was found.
 *
 * <p>{@link polyview.experiments.search.Search} looks for options of networks, or of any function, from a {@link
 * polyview.experiments.search.Space}; {@link polyview.experiments.search.SearchResults} has every trial. A {@link
 * polyview.experiments.search.Strategy} is one method, and can be your own; the runs are done by any {@link
 * polyview.experiments.Runner}.
 *
 * <p>Limits: trials come in generations, and a generation waits for its slowest run; there is no asynchronous halving. One score is
 * searched, not a trade of several. The best score of a search is too good, as it was chosen by it: claims need {@link
 * polyview.experiments.search.SearchResults#experiment}. Folds are not searched over. A search holds its folder alone.
 */
package polyview.experiments.search;
