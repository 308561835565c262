package polyview.notebook;

import java.util.ArrayList;
import java.util.List;

/** A screen that keeps all that was shown: {@code 1 shown}, {@code 1 update}, {@code 1 stay}, with the place's number in front. */
final class Recorder implements Screen {

    record Event(int place, String what, RichOutput shown) {}

    final List<Event> events = new ArrayList<>();
    private int places;

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Handle show(Object value) {
        int place = ++places;
        add(place, "show", value);
        return new Handle() {
            @Override
            public void update(Object next) {
                add(place, "update", next);
            }

            @Override
            public void stay(Object last) {
                add(place, "stay", last);
            }
        };
    }

    List<String> names() {
        return events.stream().map(event -> event.place + " " + event.what).toList();
    }

    RichOutput last() {
        return events.get(events.size() - 1).shown;
    }

    private void add(int place, String what, Object value) {
        events.add(new Event(place, what, RichOutput.of(value).orElseThrow()));
    }
}
