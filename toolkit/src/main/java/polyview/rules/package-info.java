/**
 * Rules that put a better graph in the place of a model's: the same function, in less time.
 *
 * <p>{@link polyview.rules.Rules#standard()} holds in every compile and names what each of them does; {@code model.rules(...)}
 * switches them off and on and takes rules of one's own. A rule is a {@link polyview.rules.GraphRule}; one that changes a place
 * here and there is most easily a {@link polyview.rules.LocalRule}, with a {@link polyview.rules.GraphEdit} to change the graph by.
 * Rules know ops, not layers, so they hold for layers of one's own too. Which of them fired, and what a step costs, {@code
 * model.explain()} tells.
 *
 * <p>Limits: 32-bit floats, and images whose channels come last; the backward of a {@code GradientFunction} is not looked at.
 */
package polyview.rules;
