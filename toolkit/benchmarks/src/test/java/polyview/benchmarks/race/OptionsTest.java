package polyview.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polyview.benchmarks.peers.Turn;

class OptionsTest {

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        List<Contender> all = List.of(Contender.POLYVIEW, Contender.BARE_PROGRAM);
        ALL.put("fit", new Races("fit", Turn.Kind.TRAIN, () -> all, List.of()));
        ALL.put("peer", new Races("peer", Turn.Kind.TRAIN, () -> List.of(Contender.TENSORFLOW), List.of()));
    }

    private static List<Contender> chosen(String contenders) {
        Options options = Options.of("fit", "--contenders", contenders);
        Benchmarks.requireKnown(options, ALL);
        return options.chosen(ALL.get("fit").contenders());
    }

    @Test
    void contendersAreChosenByTheBeginningOfTheirNames() {
        assertEquals(List.of(Contender.BARE_PROGRAM), chosen("bare"));
        assertEquals(List.of(Contender.BARE_PROGRAM), chosen("Bare session"));
        assertEquals(List.of(Contender.BARE_PROGRAM), chosen("bare session, same graph"));
        assertEquals(List.of(Contender.POLYVIEW, Contender.BARE_PROGRAM), chosen("bare session, same graph,POLY"));
        assertEquals(2, Options.of("fit").chosen(ALL.get("fit").contenders()).size());
    }

    @Test
    void unknownContendersAreRefused() {
        assertEquals(
                "--contenders must begin names of [Polyview, bare session, same graph], got Session",
                assertThrows(IllegalArgumentException.class, () -> chosen("Polyview,Session"))
                        .getMessage());
        assertEquals(
                "--contenders must be texts between commas, got Polyview,,bare",
                assertThrows(IllegalArgumentException.class, () -> chosen("Polyview,,bare"))
                        .getMessage());
    }

    @Test
    void aContenderOfAnyOfTheBenchmarksIsKnown() {
        Options options = Options.of("fit", "peer", "--contenders", "TensorFlow");
        Benchmarks.requireKnown(options, ALL);
        assertEquals(false, options.choosesFrom(ALL.get("fit").contenders()));
        assertEquals(true, options.choosesFrom(ALL.get("peer").contenders()));
    }
}
