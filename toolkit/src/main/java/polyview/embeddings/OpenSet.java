package polyview.embeddings;

/**
 * How well a gallery tells strangers from those whom it knows, at one threshold: a query is accepted where its nearest entry is at most so far
 * away. Made by {@link Gallery#threshold} and {@link Gallery#openSet}.
 *
 * <p>Rates of a threshold that was chosen on the same data are those that the choice aimed at; take others, of classes that had no part in it,
 * for what is to be claimed. A larger gallery accepts more strangers: a threshold belongs to the gallery that it was chosen for.
 *
 * @param threshold the largest distance of a query that is accepted
 * @param falseAccepts strangers, whose class is not in the gallery, that are accepted
 * @param identified queries of classes in the gallery that are accepted and given their own class
 * @param confused queries of classes in the gallery that are accepted and given another class
 */
public record OpenSet(double threshold, Rate falseAccepts, Rate identified, Rate confused) {}
