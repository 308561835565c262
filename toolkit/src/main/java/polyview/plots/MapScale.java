package polyview.plots;

/** Which numbers have the lowest and the highest colour when several maps are drawn. */
public enum MapScale {
    /** One scale for all maps: they can be compared, and weak maps are pale. */
    SAME,
    /** Each map from its own lowest to its own highest number: it shows the pattern of the map, not its magnitude. */
    OWN
}
