package polyview.plots;

/** Which numbers have the lowest and the highest colour where several maps are drawn. */
public enum MapScale {
    /** One scale for all maps: they can be compared, and a weak one is pale. */
    SAME,
    /** Each map from its own lowest to its own highest number: its form is seen, not its strength. */
    OWN
}
