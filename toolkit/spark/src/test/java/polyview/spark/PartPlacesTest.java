package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartPlacesTest {

    private static final List<String> FREE = List.of();

    private static List<String> at(String place) {
        return List.of(place);
    }

    @Test
    void inTheFirstRoundAllAreFree() {
        assertEquals(List.of(FREE, FREE), PartPlaces.kept(List.of(), 2, 2));
    }

    @Test
    void partsStayWhereTheyWere() {
        assertEquals(List.of(at("b"), at("a")), PartPlaces.kept(List.of("b", "a"), 2, 2));
        assertEquals(List.of(at("a"), at("a"), at("b")), PartPlaces.kept(List.of("a", "a", "b"), 3, 2));
        assertEquals(List.of(at("a"), at("a")), PartPlaces.kept(List.of("a", "a"), 2, 1));
    }

    /** Both were done by the executor that came first. */
    @Test
    void anExecutorKeepsNoMoreThanItsShare() {
        assertEquals(List.of(at("a"), FREE), PartPlaces.kept(List.of("a", "a"), 2, 2));
        assertEquals(
                List.of(at("a"), at("a"), FREE, FREE, at("b")),
                PartPlaces.kept(List.of("a", "a", "a", "a", "b"), 5, 3));
    }
}
