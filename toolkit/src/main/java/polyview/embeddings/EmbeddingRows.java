package polyview.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import polyview.data.FloatArray;

/** Embeddings put together. */
final class EmbeddingRows {

    private EmbeddingRows() {}

    /** Some, then others, whose classes are numbered as those of the first; new names come behind. */
    static Embeddings joined(Embeddings first, Embeddings more) {
        if (more.width() != first.width()) {
            throw new IllegalArgumentException(
                    "embeddings must have " + first.width() + " numbers, got " + more.width());
        }
        List<String> names = new ArrayList<>(first.classNames());
        int[] numbers = more.labelsAs(first);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] < 0) {
                String name = more.className(more.label(i));
                if (!names.contains(name)) {
                    names.add(name);
                }
                numbers[i] = names.indexOf(name);
            }
        }
        return Embeddings.read(
                FloatArray.concat(List.of(first.vectors(), more.vectors())),
                IntStream.concat(IntStream.of(first.labels()), IntStream.of(numbers))
                        .toArray(),
                IntStream.concat(IntStream.of(first.samples()), IntStream.of(more.samples()))
                        .toArray(),
                names);
    }
}
