package polyview.training.schedules;

/** Checks that several schedules make, and the form in which they count. */
final class ScheduleChecks {

    private ScheduleChecks() {}

    /** Refuses a share outside [0, 1]: {@code alpha must lie in [0, 1], got 2.0}. */
    static double requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must lie in [0, 1], got " + share);
        }
        return share;
    }

    /** How many times the decay has been done: whole times alone where it goes in stairs. */
    static double times(long step, long decaySteps, boolean staircase) {
        return staircase ? Math.floorDiv(step, decaySteps) : (double) step / decaySteps;
    }

    /** The cosine from 1 to 0 over a share from 0 to 1. */
    static double cosine(double share) {
        return 0.5 * (1 + Math.cos(Math.PI * share));
    }
}
