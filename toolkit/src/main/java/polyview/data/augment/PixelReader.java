package polyview.data.augment;

/** Reads the pixels of a moved row from their sources, interpolated or nearest. */
interface PixelReader {

    /** The pixels {@code first..end - 1}, whose sources have all four neighbours in the image. */
    void inside(SourceLine line, int first, int end, float[] source, int from, float[] target, int to);

    /** The same for sources anywhere. */
    void anywhere(SourceLine line, int first, int end, float[] source, int from, float[] target, int to);
}
