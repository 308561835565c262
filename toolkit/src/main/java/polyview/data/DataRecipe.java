package polyview.data;

import java.io.Serializable;

/** How a data set is made anew on another machine. */
public interface DataRecipe extends Serializable {

    /** Makes it. */
    Dataset make();
}
