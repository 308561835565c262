package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Where a training ends whose time is over; the clock moves on by a second in each step. */
@Tag("training")
class TimeLimitTest {

    private long now;

    private final Callback ticking = new Callback() {
        @Override
        public void onBatchBegin(Run run) {
            now += 1_000_000_000;
        }

        @Override
        public void onValidationBegin(Run run) {
            now += 10_000_000_000L;
        }
    };

    private static Model net() {
        return Samples.denseNet(3, 2).compile(new SGD(0.1), Loss.softmaxCrossEntropy());
    }

    /** Four steps an epoch. */
    private Fit fit(Callback limit) {
        return Fit.epochs(9).batchSize(5).verbose(false).callbacks(ticking, limit);
    }

    @Test
    void itEndsAfterTheStepInWhichTheTimeIsOverAndSaysSo() {
        List<String> said = new ArrayList<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord message) {
                said.add(message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("polyview.training");
        logger.addHandler(listening);
        TimeLimit limit = new TimeLimit(Duration.ofSeconds(6), () -> now);
        try (var model = net()) {
            History history = model.fit(Samples.rows(20, 3, 2), fit(limit));
            assertEquals(History.Stop.CALLBACK, history.stop());
            assertEquals(6, history.steps());
            assertEquals(1, history.epochs().size());
            // Another fit has the whole time again.
            assertEquals(6, model.fit(Samples.rows(20, 3, 2), fit(limit)).steps());
        } finally {
            logger.removeHandler(listening);
        }
        assertEquals("TimeLimit: the time of PT6S is over in epoch 2, after step 6", said.get(0));
    }

    @Test
    void whereItIsOverInAValidationNoOtherEpochBegins() {
        var data = Samples.rows(20, 3, 2);
        try (var model = net()) {
            History history = model.fit(
                    data, fit(new TimeLimit(Duration.ofSeconds(12), () -> now)).validation(data));
            assertEquals(4, history.steps());
            assertEquals(1, history.epochs().size());
            assertEquals(History.Stop.CALLBACK, history.stop());
        }
    }

    /** The real clock: what is over at once ends after the first step, an hour does not end it. */
    @Test
    void theClockIsThatOfTheMachine() {
        try (var model = net()) {
            assertEquals(
                    1,
                    model.fit(Samples.rows(20, 3, 2), fit(TimeLimit.of(Duration.ofNanos(1))))
                            .steps());
            assertEquals(
                    36,
                    model.fit(Samples.rows(20, 3, 2), fit(TimeLimit.of(Duration.ofHours(1))))
                            .steps());
        }
    }

    @Test
    void noTimeIsRefused() {
        assertEquals(
                "time must be positive, got PT0S",
                assertThrows(IllegalArgumentException.class, () -> TimeLimit.of(Duration.ZERO))
                        .getMessage());
        assertEquals("TimeLimit of PT20M", TimeLimit.of(Duration.ofMinutes(20)).toString());
    }
}
