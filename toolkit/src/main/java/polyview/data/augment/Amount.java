package polyview.data.augment;

/** The numeric options of an augmentation, each with its limits; 0 changes nothing. */
enum Amount {
    ROTATION("rotation", "lie in [0, 180] degrees", 180, true),
    WIDTH_SHIFT("widthShift", "lie in [0, 1], a part of the width", 1, true),
    HEIGHT_SHIFT("heightShift", "lie in [0, 1], a part of the height", 1, true),
    SHEAR("shear", "lie in [0, 90) degrees", 90, false),
    ZOOM("zoom", "lie in [0, 1)", 1, false),
    BRIGHTNESS("brightness", "be finite and not negative", Float.MAX_VALUE, true),
    CONTRAST("contrast", "lie in [0, 1]", 1, true),
    NOISE("noise", "be finite and not negative", Float.MAX_VALUE, true);

    final String option;
    private final String rule;
    private final double most;
    private final boolean closed;

    Amount(String option, String rule, double most, boolean closed) {
        this.option = option;
        this.rule = rule;
        this.most = most;
        this.closed = closed;
    }

    /** Gives the value back; refused outside the limits. */
    double checked(double value) {
        if (!(value >= 0 && (closed ? value <= most : value < most))) {
            throw new IllegalArgumentException(option + " must " + rule + ", got " + value);
        }
        return value;
    }
}
