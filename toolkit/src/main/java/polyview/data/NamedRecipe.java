package polyview.data;

import java.util.List;

/** The recipe of a {@link Dataset#named}. */
record NamedRecipe(DataRecipe first, List<String> names) implements DataRecipe {

    @Override
    public Dataset make() {
        return first.make().named(names.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return first + ", named " + names;
    }
}
