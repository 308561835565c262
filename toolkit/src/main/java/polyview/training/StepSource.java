package polyview.training;

import java.util.List;
import polyview.data.Order;
import polyview.models.Totals;

/** Where the steps of a training come from: this machine, or the parts of a cluster. */
interface StepSource extends AutoCloseable {

    /** Begins a pass. */
    Pass pass(Order.Seeded order);

    /** Frees what the training has needed. */
    @Override
    void close();

    /** The steps of one epoch. */
    interface Pass extends AutoCloseable {

        /** Whether there are more. */
        boolean hasNext();

        /** Makes the next one ready; callbacks may still change the learning rate. */
        Step next();

        /**
         * Passes over steps that were done before the training stopped; gives the number of their samples.
         *
         * @param samples that they had
         */
        int skip(long steps, int samples);

        @Override
        void close();
    }

    /** One step, or a round of them. */
    interface Step {

        /** Does it; the engine has its weights then, and the totals what it counted. */
        Done train(Totals totals);

        /** The numbers of the samples in it, where they are known. */
        List<Integer> samples();
    }

    /**
     * What came of it.
     *
     * @param loss the mean over its samples
     * @param samples how many they were
     */
    record Done(double loss, int samples) {}
}
