package polyview.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.benchmarks.peers.Framework;
import polyview.benchmarks.peers.Turn;
import polyview.benchmarks.steps.Bound;
import polyview.benchmarks.steps.DualConv;
import polyview.benchmarks.steps.Flops;
import polyview.benchmarks.steps.Fused;
import polyview.benchmarks.steps.Matrices;
import polyview.benchmarks.steps.UNet;
import polyview.benchmarks.steps.Work;
import polyview.benchmarks.steps.Works;

/** What is compared is the same work: from the same weights and data all contenders come to the same loss in three steps. */
class WorksAgreeTest {

    static Stream<Work> works() {
        return Works.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("works")
    void everyContenderComesToTheLossOfTensorFlow(Work work) {
        double loss = loss(Contender.TENSORFLOW, work);
        List<Contender> others = new ArrayList<>(List.of(
                Contender.POLYVIEW,
                Contender.BARE_PROGRAM,
                Contender.java("libtorch", Framework.LIBTORCH, Contender.PATIENT, true),
                Contender.java("DJL", Framework.DJL, Contender.PATIENT, true)));
        if (Python.present()) {
            others.add(Contender.ofPython().get(2));
        }
        for (Contender other : others) {
            // PyTorch's Adam adds epsilon elsewhere, which counts where a gradient is about zero.
            assertEquals(loss, loss(other, work), 1e-3 * loss, other.name() + " in " + work.name());
        }
    }

    private static double loss(Contender contender, Work work) {
        return Child.turn(Turn.Kind.TRAIN, contender, work, 1, 1, List.of()).loss();
    }

    @Test
    void theLossMovesInThreeSteps() {
        double before = Child.turn(Turn.Kind.PREDICT, Contender.TENSORFLOW, DualConv.SMALL, 1, 1, List.of())
                .loss();
        double after = loss(Contender.TENSORFLOW, DualConv.SMALL);
        // Else equal losses would only show that nobody trains.
        assertEquals(true, after < 0.99 * before, before + " -> " + after);
    }

    @Test
    void operationsAreThoseOfTheProducts() {
        // Forward, kernel and, but for the first layer, input gradients: 2 operations for each product.
        double first = 2.0 * 2 * (2.0 * 32 * 64 * 64 * 32 * 9 * 3);
        double second = 3 * (2.0 * 32 * 32 * 32 * 64 * 9 * 64);
        double third = 3 * (2.0 * 32 * 16 * 16 * 64 * 9 * 64);
        double dense = 3 * (2.0 * 32 * 64 * 10);
        assertEquals(first + second + third + dense, Flops.ofTraining(DualConv.PLAIN));
    }

    @Test
    void everyNamedWorkIsKnownToTheProcessThatDoesIt() {
        List<Work> used = new ArrayList<>(List.of(DualConv.PLAIN, DualConv.SMALL, new Matrices(), new UNet()));
        used.addAll(Fused.all());
        used.addAll(Bound.all());
        used.addAll(DualConv.depths());
        used.addAll(DualConv.viewCounts());
        used.forEach(work -> assertEquals(work, Works.named(work.name())));
    }
}
