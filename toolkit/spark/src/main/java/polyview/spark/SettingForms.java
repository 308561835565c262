package polyview.spark;

import java.util.regex.Pattern;

/** Refuses settings whose form Spark would refuse later, without their names. */
final class SettingForms {

    /** As Spark reads it: a number, in MiB where no unit follows. */
    private static final Pattern SIZE = Pattern.compile("(?i)0*[1-9]\\d*(b|[kmgtp]b?)?");

    private static final Pattern POSITIVE = Pattern.compile("0*[1-9]\\d*");

    private SettingForms() {}

    static void require(String name, String value) {
        switch (name) {
            case "spark.executor.memory", "spark.driver.memory" ->
                require(name, value, SIZE, "a size such as 4g or 2048m");
            case "spark.task.cpus", "spark.executor.cores", "spark.cores.max" ->
                require(name, value, POSITIVE, "a positive number");
            default -> {
                // Spark has hundreds, and knows them better.
            }
        }
    }

    private static void require(String name, String value, Pattern form, String what) {
        if (!form.matcher(value.strip()).matches()) {
            throw new IllegalArgumentException(name + " must be " + what + ", got " + value);
        }
    }
}
