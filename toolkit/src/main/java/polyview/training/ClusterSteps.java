package polyview.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.models.Engine;
import polyview.models.EngineState;
import polyview.models.Totals;

/** The steps of a training that the parts of a cluster do; the engine here has what the mean of each round makes of the weights. */
final class ClusterSteps implements StepSource {

    private static final System.Logger LOG = System.getLogger("polyview.training");

    private final Engine engine;
    private final Averaging averaging;
    private final int size;
    private final Cluster.Link link;

    private ClusterSteps(Engine engine, Averaging averaging, int size, Cluster.Link link) {
        this.engine = engine;
        this.averaging = averaging;
        this.size = size;
        this.link = link;
    }

    static ClusterSteps of(Engine engine, Fit fit, Cluster cluster, Dataset data) {
        PartTask task = PartTask.of(engine, fit, cluster, data);
        return new ClusterSteps(engine, cluster.averaging(), data.size(), cluster.link(task));
    }

    @Override
    public Pass pass(Order.Seeded order) {
        return new Rounds(order.epoch());
    }

    @Override
    public void close() {
        link.close();
    }

    /** Those of one epoch. */
    private final class Rounds implements Pass {

        private final int epoch;
        private long step;
        private int samples;
        private boolean more = true;

        Rounds(int epoch) {
            this.epoch = epoch;
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        /** The parts pass over them when they are asked for what comes next, and then it is looked at whether they found as many. */
        @Override
        public int skip(long steps, int before) {
            step = steps;
            samples = before;
            return before;
        }

        @Override
        public Step next() {
            return new Step() {
                private List<Integer> numbers = List.of();

                @Override
                public Done train(Totals totals) {
                    List<PartAnswer> answers = asked();
                    numbers = failed(answers);
                    IntStream.range(0, answers.size())
                            .forEach(part -> answers.get(part).failure().ifPresent(failure -> {
                                throw failure.exception(part);
                            }));
                    return taken(answers, totals);
                }

                @Override
                public List<Integer> samples() {
                    return numbers;
                }
            };
        }

        @Override
        public void close() {
            // The parts keep their pass until the next epoch, or the end of the training.
        }

        private List<PartAnswer> asked() {
            EngineState state = engine.state();
            EngineState sent = averaging.ofGradients() ? state.with(engine.weights()) : state;
            PartRequest request = new PartRequest(epoch, step, sent);
            return link.round(request.bytes()).stream().map(PartAnswer::of).toList();
        }

        private Done taken(List<PartAnswer> answers, Totals totals) {
            int before = answers.stream().mapToInt(PartAnswer::before).sum();
            if (before != samples) {
                throw new IllegalStateException("the training has seen " + samples + " samples of epoch " + (epoch + 1)
                        + ", and the parts " + before + ": all machines must find the same data");
            }
            more = answers.stream().anyMatch(PartAnswer::more);
            int seen = answers.stream().mapToInt(PartAnswer::samples).sum();
            double loss = Double.NaN;
            if (seen > 0) {
                loss = apply(answers);
                count(answers, totals);
            }
            samples += seen;
            if (!more && samples < size) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "epoch {0} had {1} of {2} samples: the others could not be read on the machines that train",
                        epoch + 1,
                        samples,
                        size);
            }
            return new Done(loss, seen);
        }

        /** Changes the weights; gives the mean loss. */
        private double apply(List<PartAnswer> answers) {
            long steps = answers.stream().mapToInt(a -> a.steps().size()).max().orElse(0);
            if (averaging.ofGradients()) {
                WeightedMean mean = mean(answers, PartAnswer::weight);
                engine.apply(mean.of(all(answers, PartAnswer::values)), mean.of(all(answers, PartAnswer::states)));
            } else {
                WeightedMean mean = mean(answers, PartAnswer::samples);
                EngineState now = engine.state();
                engine.state(now.at(now.step() + steps).with(mean.of(all(answers, PartAnswer::values))));
            }
            step += steps;
            return loss(answers);
        }

        private WeightedMean mean(List<PartAnswer> answers, Function<PartAnswer, ? extends Number> weight) {
            double[] weights = answers.stream()
                    .mapToDouble(a -> weight.apply(a).doubleValue())
                    .toArray();
            // Where the loss counts no position of any part, all gradients are 0 but those of regularizers.
            boolean any = IntStream.range(0, weights.length).anyMatch(i -> weights[i] > 0);
            return new WeightedMean(
                    any
                            ? weights
                            : answers.stream().mapToDouble(PartAnswer::samples).toArray());
        }
    }

    private static List<Map<String, FloatArray>> all(
            List<PartAnswer> answers, Function<PartAnswer, Map<String, FloatArray>> what) {
        return answers.stream().map(what).toList();
    }

    private static double loss(List<PartAnswer> answers) {
        double sum = 0;
        double weights = 0;
        for (PartAnswer answer : answers) {
            for (PartAnswer.Step step : answer.steps()) {
                sum += step.weight() * step.result().loss();
                weights += step.weight();
            }
        }
        return weights == 0 ? 0 : sum / weights;
    }

    /** Step by step, and in each the parts in their order. */
    private static void count(List<PartAnswer> answers, Totals totals) {
        int steps = answers.stream().mapToInt(a -> a.steps().size()).max().orElse(0);
        for (int i = 0; i < steps; i++) {
            for (PartAnswer answer : answers) {
                if (i < answer.steps().size()) {
                    PartAnswer.Step step = answer.steps().get(i);
                    totals.add(step.samples(), step.weight(), step.result(), step.targets());
                }
            }
        }
    }

    private static List<Integer> failed(List<PartAnswer> answers) {
        List<Integer> numbers = new ArrayList<>();
        answers.forEach(answer -> answer.failure().ifPresent(failure -> numbers.addAll(failure.samples())));
        return numbers;
    }
}
