package polyview.embeddings;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Seeds;
import polyview.data.FloatArray;

/**
 * N-way K-shot episodes: each draws N classes and K samples of each, and asks which class other samples of these classes have. So it is
 * measured how well classes are told apart that training never saw.
 *
 * <p>Each query gets the class of the nearest prototype, the mean of the K samples ({@link Prototypes}), or, with {@link #byNearestSample},
 * of the nearest sample; with one shot the two are the same. Of equally near classes the one that was drawn first is taken, so embeddings
 * that are all the same reach {@code 1 / N}. Samples of an episode differ; classes with fewer than K + Q samples are not drawn.
 *
 * <p>Refused: {@code ways must be at least 2, got 1}; {@code shots must be positive, got 0}, queries and count too; {@code 5-way episodes of
 * 1 shot and 15 queries need 5 classes of at least 16 samples, there are 3}.
 *
 * <p>Example: {@code Episodes.of(5, 1, 7).count(600).evaluate(test, Distance.COSINE)}. Source: Vinyals et al. 2016, <i>Matching networks for
 * one shot learning</i>.
 *
 * @param ways N, the classes of an episode
 * @param shots K, the samples of each class that are known
 * @param queries the samples of each class that are asked about
 * @param count the number of episodes
 * @param seed decides all draws
 * @param prototypes whether the mean of the shots decides, or the nearest of them
 */
public record Episodes(int ways, int shots, int queries, int count, long seed, boolean prototypes) {

    /** Checks the numbers. */
    public Episodes {
        if (ways < 2) {
            throw new IllegalArgumentException("ways must be at least 2, got " + ways);
        }
        Checks.requirePositive("shots", shots);
        Checks.requirePositive("queries", queries);
        Checks.requirePositive("count", count);
    }

    /** 600 episodes with 15 queries of each class. */
    public static Episodes of(int ways, int shots, long seed) {
        return new Episodes(ways, shots, 15, 600, seed, true);
    }

    /** The same with so many queries of each class. */
    public Episodes queries(int ofEachClass) {
        return new Episodes(ways, shots, ofEachClass, count, seed, prototypes);
    }

    /** So many episodes. */
    public Episodes count(int episodes) {
        return new Episodes(ways, shots, queries, episodes, seed, prototypes);
    }

    /** The nearest of the shots decides. */
    public Episodes byNearestSample() {
        return new Episodes(ways, shots, queries, count, seed, false);
    }

    /** The share of the queries that is given its class, in each episode. */
    public Scores evaluate(Embeddings embeddings, Distance distance) {
        int each = shots + queries;
        int[][] classes = IntStream.of(embeddings.classes())
                .mapToObj(c -> IntStream.range(0, embeddings.size())
                        .filter(i -> embeddings.label(i) == c)
                        .toArray())
                .filter(rows -> rows.length >= each)
                .toArray(int[][]::new);
        if (classes.length < ways) {
            throw new IllegalArgumentException(ways + "-way episodes of " + shots + (shots == 1 ? " shot" : " shots")
                    + " and " + queries + (queries == 1 ? " query" : " queries") + " need " + ways
                    + " classes of at least " + each + " samples, there are " + classes.length);
        }
        double[] accuracies = new double[count];
        for (int e = 0; e < count; e++) {
            accuracies[e] = accuracy(embeddings, distance, classes, Seeds.stream(seed, e));
        }
        return new Scores(accuracies);
    }

    private double accuracy(Embeddings all, Distance distance, int[][] classes, SplittableRandom random) {
        int[] known = new int[ways * shots];
        int[] asked = new int[ways * queries];
        int[] drawn = draw(classes.length, ways, random);
        for (int w = 0; w < ways; w++) {
            int[] rows = classes[drawn[w]];
            int[] picked = draw(rows.length, shots + queries, random);
            for (int i = 0; i < picked.length; i++) {
                if (i < shots) {
                    known[w * shots + i] = rows[picked[i]];
                } else {
                    asked[w * queries + i - shots] = rows[picked[i]];
                }
            }
        }
        // Numbered by the order in which the classes were drawn.
        Embeddings support = numbered(all, known, shots);
        Embeddings entries = prototypes ? Prototypes.of(support).means() : support;
        int[] answers = Gallery.of(entries, distance)
                .classify(all.vectors().rows(asked))
                .labels();
        return (double) IntStream.range(0, answers.length)
                        .filter(i -> answers[i] == i / queries)
                        .count()
                / answers.length;
    }

    private static Embeddings numbered(Embeddings all, int[] rows, int each) {
        FloatArray vectors = all.vectors().rows(rows);
        return Embeddings.of(
                vectors, IntStream.range(0, rows.length).map(i -> i / each).toArray());
    }

    /** Different numbers below a limit, all equally likely. */
    private static int[] draw(int below, int count, SplittableRandom random) {
        int[] all = IntStream.range(0, below).toArray();
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i, below);
            int swapped = all[i];
            all[i] = all[j];
            all[j] = swapped;
        }
        return Arrays.copyOf(all, count);
    }

    /**
     * What came of the episodes.
     *
     * @param accuracies of each episode
     */
    public record Scores(double[] accuracies) {

        /** The mean over the episodes. */
        public double mean() {
            return Arrays.stream(accuracies).average().orElse(Double.NaN);
        }

        /**
         * Half of the 95% interval of the mean, {@code 1.96 s / sqrt(n)}: how much it would change with other episodes of the same
         * embeddings, not with another training. NaN of one episode.
         */
        public double halfInterval() {
            double mean = mean();
            double squares =
                    Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
            return 1.959963984540054 * Math.sqrt(squares / (accuracies.length - 1) / accuracies.length);
        }
    }
}
