package polyview.data.manifest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import polyview.base.Texts;

/**
 * A column of texts that come again and again: each text once, in an order, and its number for each row.
 *
 * @param name the column; empty where there is none
 * @param texts those that occur, in their order
 * @param count of the texts
 * @param codes the number of the text of each row
 */
record CodedColumn(String name, Texts texts, int count, int[] codes) implements Serializable {

    static CodedColumn none() {
        return new CodedColumn("", new Texts.Builder().build(), 0, new int[0]);
    }

    boolean isThere() {
        return !name.isEmpty();
    }

    /** The texts in their order. */
    List<String> all() {
        return IntStream.range(0, count).mapToObj(texts::get).toList();
    }

    /** The bytes of the arrays. */
    long memory() {
        return isThere() ? texts.memory() + 4L * codes.length : 0;
    }

    /** Collects texts row by row. */
    static final class Builder {
        private final String name;
        private final Map<String, Integer> known = new LinkedHashMap<>();
        private final IntStream.Builder codes = IntStream.builder();

        Builder(String name) {
            this.name = name;
        }

        /** Whether a text came before: then it need not be checked again. */
        boolean knows(String text) {
            return known.containsKey(text);
        }

        void add(String text) {
            codes.add(known.computeIfAbsent(text, t -> known.size()));
        }

        /** With the texts in this order; those that it holds to be equal share a number and the first of them. */
        CodedColumn build(Comparator<String> order) {
            List<String> sorted = new ArrayList<>(known.keySet());
            sorted.sort(order);
            Texts.Builder texts = new Texts.Builder();
            int[] places = new int[sorted.size()];
            int count = 0;
            for (int i = 0; i < sorted.size(); i++) {
                if (i == 0 || order.compare(sorted.get(i - 1), sorted.get(i)) != 0) {
                    texts.add(sorted.get(i));
                    count++;
                }
                places[known.get(sorted.get(i))] = count - 1;
            }
            int[] all = codes.build().toArray();
            Arrays.setAll(all, i -> places[all[i]]);
            return new CodedColumn(name, texts.build(), count, all);
        }
    }
}
