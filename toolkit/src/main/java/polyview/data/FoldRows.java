package polyview.data;

import java.util.stream.IntStream;

/**
 * The rows of one fold.
 *
 * @param repeat from 1
 * @param number from 1
 * @param parts all parts, which the folds of a repeat share
 * @param test the part that is tested
 * @param inTime whether only the parts before it are trained on
 */
record FoldRows(int repeat, int number, int[][] parts, int test, boolean inTime) {

    int[] testRows() {
        return parts[test].clone();
    }

    int[] trainRows() {
        return IntStream.range(0, inTime ? test : parts.length)
                .filter(p -> p != test)
                .flatMap(p -> IntStream.of(parts[p]))
                .toArray();
    }

    int trainSize() {
        return IntStream.range(0, inTime ? test : parts.length)
                .filter(p -> p != test)
                .map(p -> parts[p].length)
                .sum();
    }
}
