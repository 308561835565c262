package polyview.notebook;

/** Standard output: nothing can be changed there, so only what is to stay is written. */
final class PlainScreen implements Screen {

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public Spot show(Object value) {
        return new Spot() {
            @Override
            public void update(Object next) {
                // It would be out of date at once, and stand there for good.
            }

            @Override
            public void stay(Object last) {
                print(last);
            }
        };
    }

    /** Prints the text of what is shown. */
    static void print(Object value) {
        System.out.println(Shown.of(value).map(Shown::text).orElseGet(() -> String.valueOf(value)));
    }
}
