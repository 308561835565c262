package polyview.data;

import java.util.List;
import java.util.Optional;

/** The same data under other names; see {@link Dataset#named}. */
record NamedInputs(Dataset data, List<String> inputNames) implements ForwardingDataset {

    NamedInputs {
        inputNames = List.copyOf(inputNames);
        if (inputNames.size() != data.inputShapes().size()
                || inputNames.stream().distinct().count() != inputNames.size()) {
            throw new IllegalArgumentException("names must be "
                    + data.inputShapes().size() + " different ones, one for each input, got " + inputNames);
        }
    }

    @Override
    public Optional<DataRecipe> recipe() {
        return data.recipe().map(first -> new NamedRecipe(first, inputNames));
    }
}
