package io.github.spencerpark.ijava.runtime;

import java.util.List;

/** Only the names, which a cell must not meet by chance: the notebooks use no magics. */
public final class Magics {

    private Magics() {}

    public static <T> T lineMagic(String name, List<String> arguments) {
        throw new UnsupportedOperationException("%" + name + ": the notebooks use no magics");
    }

    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        throw new UnsupportedOperationException("%%" + name + ": the notebooks use no magics");
    }
}
